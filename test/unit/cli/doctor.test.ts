import assert from 'node:assert/strict';
import { cpSync, existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:https';
import { dirname, join } from 'node:path';
import { backEndReportSchema } from '../../../src/protocol/backEndReport.ts';
import { Authority } from '../../contract/support/certificates.ts';
import { freshFolder } from '../../support/folder.ts';
import { delta, done, ModelServer, models, status, stream, text } from '../../support/modelServer.ts';
import { bareEnvironment, program, run, type Ran } from './support.ts';

const key = 'key-invented-0815';

/** A server with a chat model and `/v1/completions`, which tells what it counted. */
function answering(): ModelServer['routes'] {
  const usage = { id: '1', model: 'm', choices: [], usage: { prompt_tokens: 9, completion_tokens: 4 } };
  const words = ['one', 'two', 'three', 'four'];
  return {
    '/v1/models': models('qwen2.5-coder-invented'),
    '/v1/chat/completions': stream([...words.map((word) => delta(word)), delta('', 'stop'), usage, done]),
    '/v1/completions': stream([...words.map((word) => text(word)), text('', 'stop'), done]),
  };
}

describe('doctor, as it is shipped', () => {
  const folder = freshFolder();
  let server: ModelServer;
  beforeEach(async () => (server = await ModelServer.start(answering())));
  afterEach(() => server.close());

  const doctor = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> =>
    run(folder.path, ['doctor', ...args], { ...bareEnvironment(folder.path), ...env });
  const logs = (): string[] => {
    const audit = join(folder.path, '.local', 'state', 'vigie', 'audit');
    return existsSync(audit) ? readdirSync(audit).filter((name) => name.endsWith('.jsonl')) : [];
  };

  it('prints a report of the documented form and exits 0 where chat and ghost text work', async () => {
    const { code, out, err } = await doctor(['--url', server.url, '--json']);
    assert.deepEqual([code, err], [0, '']);
    const report = backEndReportSchema.parse(JSON.parse(out));
    assert.equal(report.ok, true);
    assert.deepEqual(report.models.ids, ['qwen2.5-coder-invented']);
    assert.deepEqual([report.chat.usage, report.chat.streams, report.completion.route], [true, true, 'template']);
  });

  it('shows the key from the environment to the server, and to nobody else', async () => {
    const { code, out, err } = await doctor(['--url', server.url, '--key-env', 'INVENTED_KEY'], { INVENTED_KEY: key });
    assert.equal(code, 0);
    assert.ok(server.received.length > 5);
    assert.ok(server.received.every(({ headers }) => headers.authorization === `Bearer ${key}`));
    assert.ok(!out.includes(key) && !err.includes(key));
  });

  it('leaves a trace of each text that it sent, and sends only texts of its own', async () => {
    await doctor(['--url', server.url]);
    assert.equal(logs().length, 1);
    assert.ok(!server.everything.includes(folder.path));
  });

  it('exits 1 with a sentence and a way out where the key is refused or nobody answers', async () => {
    server.routes = { '/v1/models': status(401, { error: { message: 'no' } }) };
    const refused = await doctor(['--url', server.url, '--key-env', 'INVENTED_KEY'], { INVENTED_KEY: key });
    assert.equal(refused.code, 1);
    assert.match(refused.out, /does not accept the API key\. Set the right one\./);
    const { url } = server;
    await server.close();
    const dead = await doctor(['--url', url]);
    assert.equal(dead.code, 1);
    assert.match(dead.out, /Nothing answers at .*\. Start the server there/);
    server = await ModelServer.start();
  });

  it('shows a certificate of its own to a gateway with a private authority, and says what is missing without', async () => {
    const authority = new Authority('Vigie Test Authority');
    const { cert, key: serverKey } = authority.issue({ names: ['localhost'] });
    const secure = await ModelServer.start(answering(), (listener) =>
      createServer({ cert, key: serverKey, ca: authority.pem, requestCert: true, rejectUnauthorized: true }, listener),
    );
    const client = authority.issue({ client: 'Invented Person' });
    folder.write({ 'tls/authority.pem': authority.pem, 'tls/client.pem': client.cert, 'tls/client.key': client.key });
    const url = `https://localhost:${secure.port}/v1`;
    const own = ['--client-certificate', 'tls/client.pem', '--client-key', 'tls/client.key'];
    try {
      assert.match((await doctor(['--url', url, ...own])).out, /comes from an authority that this computer does not know/);
      const without = await doctor(['--url', url, '--ca-bundle', 'tls/authority.pem']);
      assert.equal(without.code, 1);
      assert.match(without.out, /certificate/);
      const { code, out } = await doctor(['--url', url, '--ca-bundle', 'tls/authority.pem', ...own]);
      assert.equal(code, 0, out);
    } finally {
      await secure.close();
    }
  });

  it('speaks French where the terminal does', async () => {
    const { out } = await doctor(['--url', server.url], { LANG: 'fr_FR.UTF-8' });
    assert.match(out, /La conversation et le texte fantôme fonctionnent avec ce serveur\./);
    assert.match(out, /^✓ Modèles +qwen2\.5-coder-invented$/m);
  });

  it('exits 2 where an argument is wrong, and asks nobody', async () => {
    assert.match((await doctor([])).err, /The option --url <address> is missing\./);
    const noAddress = await doctor(['--url', 'ftp://server.invalid']);
    assert.deepEqual([noAddress.code, noAddress.out], [2, '']);
    assert.match(noAddress.err, /is no address of a server/);
    const noKey = await doctor(['--url', server.url, '--key-env', 'NOT_SET']);
    assert.equal(noKey.code, 2);
    assert.match(noKey.err, /The environment variable NOT_SET is not set\./);
    assert.deepEqual(server.paths, []);
  });

  it('needs its own bundle, which no other command needs', async () => {
    cpSync(program, join(folder.path, 'alone', 'cli.js'));
    const alone = (args: string[]) => run(folder.path, args, undefined, join(folder.path, 'alone', 'cli.js'));
    const without = await alone(['doctor', '--url', server.url]);
    assert.equal(without.code, 2);
    assert.match(without.err, /needs the file .*doctor\.js beside the program/);
    folder.write({ 'R/a.R': 'x <- 1\n' });
    assert.equal((await alone(['check', '--no-kinship', 'R'])).code, 0);
    cpSync(join(dirname(program), 'doctor.js'), join(folder.path, 'alone', 'doctor.js'));
    assert.equal((await alone(['doctor', '--url', server.url])).code, 0);
  });
});
