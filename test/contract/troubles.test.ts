import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChatResult } from '../../src/protocol/chat.ts';
import type { Wait } from '../../src/server/net/limits.ts';
import { listen } from '../support/listen.ts';
import type { LspClient } from '../support/lspClient.ts';
import { ModelServer, type Respond } from '../support/modelServer.ts';
import { startWired } from '../support/wiredServer.ts';
import { Authority } from './support/certificates.ts';
import { cutLetters, list, troubles, well, type Words } from './support/troubles.ts';

/** As short as a busy machine allows for what is no matter of waiting. */
const patient: Wait = { first: 8000, between: 8000, whole: 12_000 };
const impatient: Wait = { first: 500, between: 300, whole: 900 };
const limits = { connect: 1500, rest: 500, chat: patient, completion: patient, list: patient };
/** No trouble may take longer, in milliseconds: all short limits in a row, with room for a busy machine. */
const longest = 6000;

const paths = ['/v1/chat/completions', '/v1/fim/completions', '/v1/completions', '/infill', '/api/generate'];
const uri = 'untitled:Untitled-1';

function respond(server: ModelServer, how: Respond): void {
  for (const path of paths) server.routes[path] = how;
  server.routes['GET /v1/models'] = list;
}

/** How long ghost text leaves a server alone that takes no more requests, in milliseconds. */
function restAfter(sentence: string): number {
  if (/in a second|dans une seconde/.test(sentence)) return 1000;
  return /minute/.test(sentence) ? limits.rest : 0;
}

/** What a person reads of an answer that failed or broke off. */
function said(result: ChatResult): string {
  if (result.outcome === 'failed') return result.message;
  assert.equal(result.outcome, 'answered', JSON.stringify(result));
  assert.equal(result.finish, 'cut', JSON.stringify(result));
  return result.trouble ?? '';
}

function textOf(result: ChatResult): string {
  assert.equal(result.outcome, 'answered', JSON.stringify(result));
  return result.turns[1]!.fragments.map(({ text }) => text).join('');
}

for (const [backend, locale] of [['gateway', 'en'], ['gateway', 'fr'], ['mistral', 'en']] as const) {
  describe(`the server at a ${backend} in trouble, in ${locale}`, () => {
    const authority = new Authority('Vigie Test Authority');
    const good = authority.issue({ names: ['localhost'] });
    let folder: string;
    let client: LspClient;
    let version = 1;
    before(async () => {
      // Reading the SDK's sources takes longer than these limits; as it is shipped, it takes 30 ms.
      await import('../../src/server/backends/mistralSdk.mjs');
      folder = await mkdtemp(join(tmpdir(), 'vigie-troubles-'));
      await writeFile(join(folder, 'authority.pem'), authority.pem);
      client = await startWired(limits, { settings: {}, storagePath: folder }, locale);
      await client.open(uri, 'r', 'x <- ');
    });
    after(async () => {
      await client.stop();
      await rm(folder, { recursive: true });
    });

    /** Has the server ask at an address. */
    const use = async (origin: string): Promise<void> => {
      const models = { completionModel: 'm', chatModel: 'm' };
      const address = backend === 'gateway' ? { gateway: { url: `${origin}/v1`, ...models } } : { mistral: { url: origin, ...models } };
      const vigie = { backend, caBundle: join(folder, 'authority.pem'), ...address };
      await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: { vigie } });
      await client.connection.sendNotification('vigie/keys', { keys: { [origin]: 'key' } });
    };
    /** Ghost text after another character: nothing of an earlier one is at hand. */
    const ghostText = async (): Promise<string> => {
      version += 1;
      const line = `x${version} <- `;
      await client.change(uri, version, line);
      const items = await client.ghostText(uri, { line: 0, character: line.length }, undefined, true);
      return items.map(({ insertText }) => insertText).join('');
    };
    const withinLimits = async <T>(what: Promise<T>): Promise<T> => {
      const began = performance.now();
      const result = await what;
      assert.ok(performance.now() - began < longest, `It took ${performance.now() - began} ms.`);
      return result;
    };
    /** Chat says what is wrong and keeps what came; ghost text says nothing; both work as soon as it is mended. */
    const endures = async (words: Words, mend: () => void | Promise<void>, keeps?: string): Promise<void> => {
      let came = '';
      const result = await withinLimits(client.chat({ text: 'How?' }, ({ kind, text }) => (came += kind === 'text' ? text : '')));
      const sentence = said(result);
      if (sentence !== '') assert.match(sentence, words[locale]);
      if (keeps === undefined) assert.equal(result.outcome, 'failed', JSON.stringify(result));
      else {
        assert.ok(came.startsWith(keeps), came);
        assert.equal(textOf(result), came);
      }
      // What follows is the same in every language.
      if (locale !== 'en') return;
      const shown = () => client.notifications.filter(({ method }) => method.startsWith('window/showMessage'));
      const told = shown().length;
      const ghost = await withinLimits(ghostText());
      assert.ok(keeps === undefined ? ghost === '' : ghost === '' || ghost.startsWith(keeps), ghost);
      assert.deepEqual(shown().slice(told), []);
      await mend();
      assert.equal(textOf(await client.chat({ text: 'And now?' })), 'median(cases)');
      await new Promise((resolve) => setTimeout(resolve, restAfter(sentence)));
      assert.equal(await ghostText(), 'median(cases)');
    };

    /** Waits for answers as long as a test wants. */
    const waiting = (wait: Wait): void => {
      Object.assign(limits, { chat: wait, completion: wait });
    };
    afterEach(() => {
      waiting(patient);
    });

    for (const [name, { respond: how, words, keeps, waits }] of Object.entries(troubles)) {
      it(`endures ${name}`, async () => {
        if (waits === true) waiting(impatient);
        const server = await ModelServer.start();
        respond(server, how);
        await use(server.origin);
        try {
          await endures(words, () => {
            waiting(patient);
            respond(server, well);
          }, keeps);
        } finally {
          await server.close();
        }
      });
    }

    it('reads letters that are cut between two chunks', async () => {
      const server = await ModelServer.start();
      respond(server, cutLetters);
      await use(server.origin);
      assert.equal(textOf(await client.chat({ text: 'How?' })), 'é€😀');
      await server.close();
    });

    it('endures a refused connection', async () => {
      const server = await ModelServer.start();
      await use(server.origin);
      await server.close();
      let later: ModelServer | undefined;
      await endures({ en: /Nothing answers at.*Start the server/, fr: /Rien ne répond.*Démarrez/ }, async () => {
        later = await ModelServer.start({}, undefined, server.port);
        respond(later, well);
      });
      await later?.close();
    });

    it('endures a name that nobody knows', async () => {
      const server = await ModelServer.start();
      respond(server, well);
      await use('http://model.invalid');
      await endures({ en: /not known on this network.*VPN/, fr: /inconnu sur ce réseau.*VPN/ }, () => use(server.origin));
      await server.close();
    });

    it('endures a server that takes a connection and does not shake hands', async () => {
      const server = await ModelServer.start();
      respond(server, well);
      const mute: Server = createServer((socket) => socket.on('error', () => undefined));
      await use(`https://localhost:${await listen(mute)}`);
      await endures({ en: /did not accept a connection.*VPN/, fr: /connexion.*VPN/ }, () => use(server.origin));
      mute.close();
      await server.close();
    });

    it('endures what does not speak HTTP', async () => {
      const server = await ModelServer.start();
      respond(server, well);
      const other = createServer((socket) => socket.on('error', () => undefined).end('SSH-2.0-OpenSSH_9.2\r\n'));
      await use(`http://127.0.0.1:${await listen(other)}`);
      await endures({ en: /not a web server.*Correct/, fr: /pas un serveur web.*Corrigez/ }, () => use(server.origin));
      other.close();
      await server.close();
    });

    for (const [name, credentials, words] of [
      ['for another name', authority.issue({ names: ['other.example'] }), { en: /another name.*Correct/, fr: /autre nom.*Corrigez/ }],
      ['that has expired', authority.issue({ names: ['localhost'], days: -1 }), { en: /not valid today.*Check/, fr: /n’est pas valable.*Vérifiez/ }],
      ['of an unknown authority', new Authority('Stranger').issue({ names: ['localhost'] }), { en: /does not know.*Ask/, fr: /ne connaît pas.*Demandez/ }],
    ] as const) {
      it(`endures a certificate ${name}`, async () => {
        let secure: TlsServer | undefined;
        const server = await ModelServer.start({}, (listener) => (secure = createTlsServer(credentials, listener)));
        respond(server, well);
        await use(`https://localhost:${server.port}`);
        await endures(words, () => secure?.setSecureContext(good));
        assert.equal(server.received.filter(({ body }) => body.includes('How?')).length, 0);
        await server.close();
      });
    }
  });
}
