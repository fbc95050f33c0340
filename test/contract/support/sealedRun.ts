import assert from 'node:assert/strict';
import { sealGlobals } from '../../../src/server/net/seal.ts';
import { delta, done, ModelServer, stream } from '../../support/modelServer.ts';
import { answered, closeDoors, completed, gatewayAt, mistralAt } from './session.ts';

/** Runs both back ends in a process whose globals are sealed; any failure ends the process with an error. */
async function run(): Promise<void> {
  sealGlobals();
  for (const name of ['fetch', 'WebSocket', 'EventSource']) {
    const sealed = (globalThis as Record<string, unknown>)[name];
    assert.ok(typeof sealed === 'function', name);
    assert.throws(() => {
      (sealed as (url: string) => void)('http://127.0.0.1:9');
    }, /sealed/);
    assert.throws(() => Object.defineProperty(globalThis, name, { value: () => undefined }), TypeError);
  }
  const server = await ModelServer.start();
  for (const path of ['/v1/chat/completions', '/v1/fim/completions'])
    server.routes[path] = stream([delta('a', 'stop'), done]);
  server.routes['/v1/completions'] = stream([{ choices: [{ text: 'a', finish_reason: 'stop' }] }, done]);
  const named = { completionModel: 'm', chatModel: 'm' };
  for (const backend of [gatewayAt(server.origin, undefined, named), mistralAt(server.origin)]) {
    assert.equal((await answered(backend)).text, 'a');
    assert.equal((await completed(backend)).text, 'a');
  }
  await closeDoors();
  await server.close();
  console.log('sealed and working');
}

void run();
