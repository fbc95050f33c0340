import assert from 'node:assert/strict';
import { join } from 'node:path';
import { checkPort } from '../../../scripts/start/address.mjs';
import { browserOpener } from '../../../scripts/start/browser.mjs';
import { readOptions } from '../../../scripts/start/options.mjs';
import { noteBeside, ownGateway, settingsFor, withoutEarlier } from '../../../scripts/start/settings.mjs';
import { freshFolder } from '../../support/folder.ts';
import { ModelServer } from '../../support/modelServer.ts';

describe('npm start', () => {
  const folder = freshFolder();
  const noEnv = {};

  it('reads its options', () => {
    folder.write({ 'a.gguf': 'GGUF and more' });
    const options = readOptions(['--desktop', '--model', join(folder.path, 'a.gguf'), '--port', '8123'], noEnv);
    assert.deepEqual([options.desktop, options.port, options.fresh], [true, 8123, false]);
    assert.equal(options.model, join(folder.path, 'a.gguf'));
  });

  it('refuses an unknown option by its name, and a port that is none', () => {
    assert.throws(() => readOptions(['--chekc'], noEnv), /--chekc\./);
    assert.throws(() => readOptions(['--port', '70000'], noEnv), /70000/);
    assert.throws(() => readOptions(['--port', 'http'], noEnv), /http/);
  });

  it('looks for a model where npm was called, and refuses at once what is none', () => {
    folder.write({ 'a.gguf': 'GGUF', 'notes.gguf': 'Dear diary', 'folder.gguf/a': 'GGUF' });
    const env = { INIT_CWD: folder.path };
    assert.equal(readOptions(['--model', 'a.gguf'], env).model, join(folder.path, 'a.gguf'));
    for (const name of ['nope.gguf', 'notes.gguf', 'folder.gguf']) {
      assert.throws(
        () => readOptions(['--model', name], env),
        (error: Error) => error.message.includes(join(folder.path, name)),
        name,
      );
    }
  });

  it('says how to hand on an option that npm has taken for its own', () => {
    assert.throws(() => readOptions([], { npm_config_check: 'true' }), /npm start -- --check/);
    assert.throws(() => readOptions(['8123'], { npm_config_port: 'true' }), /npm start -- --port/);
  });

  const written = settingsFor({ url: 'http://127.0.0.1:41234', completionModel: 'toy', chatModel: 'toy' });

  it('takes out what an earlier start has written, and nothing else', () => {
    assert.deepEqual(withoutEarlier({ ...written, 'editor.fontSize': 14 }, written), { 'editor.fontSize': 14 });
    const local = { 'vigie.gateway.url': 'http://localhost:9000' };
    assert.deepEqual(withoutEarlier({ ...written, ...local }, written), local, 'the address that the person has set');
    assert.deepEqual(withoutEarlier(local, {}), local, 'a start without a model wrote none');
    assert.deepEqual(withoutEarlier(written, undefined), {}, 'a start that left no note');
    const elsewhere = { 'vigie.gateway.url': 'https://127.0.0.1.example.org' };
    assert.deepEqual(withoutEarlier(elsewhere, undefined), elsewhere);
  });

  it('keeps a gateway that the person has set', () => {
    assert.equal(ownGateway({ 'vigie.gateway.url': 'https://models.example.org/v1' }), 'https://models.example.org/v1');
    assert.equal(ownGateway({ 'vigie.gateway.url': '' }), undefined);
    assert.equal(ownGateway({}), undefined);
  });

  it('finds its note on what it has written again', () => {
    const note = noteBeside(join(folder.path, 'data', 'Machine', 'settings.json'));
    assert.equal(note.read(), undefined);
    note.write(written);
    assert.deepEqual(note.read(), written);
  });

  it('tells a taken port from a free one', async () => {
    const server = await ModelServer.start({});
    const port = Number(new URL(server.origin).port);
    try {
      await assert.rejects(checkPort(port), new RegExp(String(port)));
    } finally {
      await server.close();
    }
    await checkPort(port);
  });

  it('opens the address whole, on every system, and nothing where there is no desktop', () => {
    const url = 'http://127.0.0.1:8123/?tkn=a&folder=%2Fb';
    assert.equal(browserOpener(url, { platform: 'linux', env: {} }), undefined);
    for (const machine of [
      { platform: 'linux', env: { DISPLAY: ':0' } },
      { platform: 'linux', env: { WAYLAND_DISPLAY: 'wayland-0' } },
      { platform: 'darwin', env: {} },
      { platform: 'win32', env: {} },
    ]) {
      const command = browserOpener(url, machine);
      assert.equal(command?.at(-1), url);
      assert.notEqual(command.at(0), 'cmd', 'cmd would end the address at its ampersand');
    }
  });
});
