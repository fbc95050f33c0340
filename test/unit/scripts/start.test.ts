import assert from 'node:assert/strict';
import { browserOpener } from '../../../scripts/start/browser.mjs';
import { readOptions } from '../../../scripts/start/options.mjs';
import { ownGateway, settingsFor } from '../../../scripts/start/settings.mjs';

describe('npm start', () => {
  it('reads its options', () => {
    const options = readOptions(['--desktop', '--model', 'a.gguf', '--port', '8123']);
    assert.deepEqual([options.desktop, options.model, options.port, options.fresh], [true, 'a.gguf', 8123, false]);
  });

  it('refuses an unknown option by its name, and a port that is none', () => {
    assert.throws(() => readOptions(['--chekc']), /--chekc\./);
    assert.throws(() => readOptions(['--port', '70000']), /70000/);
    assert.throws(() => readOptions(['--port', 'http']), /http/);
  });

  it('keeps a gateway elsewhere that the person has set, and replaces an address of this machine', () => {
    assert.equal(ownGateway({ 'vigie.gateway.url': 'https://models.example.org/v1' }), 'https://models.example.org/v1');
    assert.equal(ownGateway({ 'vigie.gateway.url': 'https://127.0.0.1.example.org' }), 'https://127.0.0.1.example.org');
    for (const url of ['http://127.0.0.1:8080', 'http://localhost:11434/v1', 'http://[::1]:8000', '']) {
      assert.equal(ownGateway({ 'vigie.gateway.url': url }), undefined, url);
    }
    assert.equal(ownGateway({}), undefined);
  });

  it('leaves the settings alone where there is no model', () => {
    assert.deepEqual(settingsFor(undefined), {});
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
