import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

const dist = join(__dirname, '../../dist');
const bundle = (name: string) => readFileSync(join(dist, `${name}.js`), 'utf8');
const metafile = (name: string) => JSON.parse(readFileSync(join(dist, `${name}.meta.json`), 'utf8')) as Metafile;

/** Modules of Node.js that open a connection, look a host up, or run code from elsewhere. */
const network = /^(node:)?(http|https|http2|net|tls|dgram|dns|dns\/promises|inspector|undici)$/;

/** A use, not a mention: highlight.js lists `fetch` among JavaScript's words, and others have methods of that name. */
const opening = 'XMLHttpRequest|WebSocket|EventSource|WebTransport|RTCPeerConnection';
const networkGlobals = new RegExp(
  [
    `(?<![\\w$.'"-])(fetch|${opening}|sendBeacon|importScripts)\\s*\\((?![^()]*\\)\\s*\\{)`,
    `new\\s+(${opening}|Worker|SharedWorker)\\b`,
    '\\.sendBeacon\\b',
  ].join('|'),
  'g',
);

/** Every `input -> module` of Node.js that a bundle's sources ask for. */
function builtins(name: string): { input: string; path: string }[] {
  return Object.entries(metafile(name).inputs).flatMap(([input, { imports }]) =>
    imports.filter(({ external, path }) => external === true && isBuiltin(path)).map(({ path }) => ({ input, path })),
  );
}

describe('the bundles', () => {
  it('of the client: no network module, neither asked for nor used', () => {
    assert.deepEqual(
      builtins('client').filter(({ path }) => network.test(path)),
      [],
    );
    assert.deepEqual(bundle('client').match(/require\("(node:)?(http|https|http2|net|tls|dgram|dns|undici)"\)/g), null);
    assert.deepEqual(bundle('client').match(networkGlobals), null);
  });

  it('of the worker that reads flagged files: no network module, neither asked for nor used', () => {
    const strays = builtins('kinship').filter(({ path }) => network.test(path));
    assert.deepEqual(strays, []);
    assert.deepEqual(bundle('kinship').match(networkGlobals), null);
    assert.ok(builtins('kinship').length > 0);
  });

  it('of the page: nothing but messages to the extension', () => {
    assert.deepEqual(
      Object.values(metafile('webview').outputs).flatMap(({ imports }) => imports.filter(({ external }) => external)),
      [],
    );
    assert.deepEqual(bundle('webview').match(networkGlobals), null);
    assert.equal(bundle('webview').match(/acquireVsCodeApi\(\)/g)?.length, 1);
  });

  it('of the command line: no network module, neither asked for nor used, but one bundle that one command loads', () => {
    assert.deepEqual(
      builtins('cli').filter(({ path }) => network.test(path)),
      [],
    );
    assert.deepEqual(bundle('cli').match(networkGlobals), null);
    assert.deepEqual(bundle('cli').match(/require\("(node:)?(http|https|http2|net|tls|dgram|dns|undici)"\)/g), null);
    const sources = Object.keys(metafile('cli').inputs).filter((input) => input.startsWith('src/server/'));
    assert.deepEqual(sources.filter((input) => /^src\/server\/(net|backends|check)\//.test(input)), ['src/server/net/seal.ts']);
  });

  it('of what starts the server: the few modules that it takes to run a program', () => {
    assert.deepEqual(
      [...new Set(builtins('start').map(({ path }) => path))].sort(),
      ['node:crypto', 'node:fs', 'node:module', 'node:path', 'node:v8', 'node:vm'],
    );
    assert.deepEqual(
      Object.keys(metafile('start').inputs).sort(),
      ['compiledProgram', 'compiler', 'replaceFile', 'start'].map((name) => `src/server/${name}.ts`),
    );
  });

  it('of the server: without what its libraries would load for nothing', () => {
    const strays = builtins('server').filter(({ input, path }) => /^(node:)?(child_process|http2?)$/.test(path) && input.startsWith('node_modules/'));
    assert.deepEqual(strays, []);
    const undici = Object.keys(metafile('server').inputs).filter((input) => /^node_modules\/undici\//.test(input));
    assert.deepEqual(undici.filter((input) => /\/(index|mock|cache|websocket|eventsource)\b/.test(input)), []);
  });

  for (const name of ['server', 'doctor']) {
    it(`of the ${name}: only the door's library opens sockets`, () => {
      const strays = builtins(name).filter(
        ({ input, path }) => network.test(path) && !/^(src\/server\/net\/|node_modules\/undici\/)/.test(input),
      );
      assert.deepEqual(strays, []);
    });

    it(`of the ${name}: only net/ and backends/ bring in what reaches the network`, () => {
      const reaching = /node_modules\/(undici|@mistralai|eventsource|node-fetch|ws)\//;
      const strays = Object.entries(metafile(name).inputs).flatMap(([input, { imports }]) =>
        reaching.test(input) || /^src\/server\/(net|backends)\//.test(input)
          ? []
          : imports.filter(({ path }) => reaching.test(path)).map(({ path }) => `${input} -> ${path}`),
      );
      assert.deepEqual(strays, []);
    });
  }

  it('sees what it is to see', () => {
    for (const name of ['server', 'doctor'])
      assert.ok(builtins(name).some(({ input, path }) => input.startsWith('node_modules/undici/') && network.test(path)), name);
    for (const use of ['fetch("x")', 'await fetch(x)', 'new WebSocket(u)', 'navigator.sendBeacon(u)'])
      assert.ok(use.match(networkGlobals), use);
    for (const other of ['class A{fetch(a,b={}){}}', '"fetch("', 'this.fetch()']) assert.equal(other.match(networkGlobals), null, other);
  });
});
