import { PassThrough } from 'node:stream';
import { createConnection as createServerConnection } from 'vscode-languageserver/node';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import { serve } from '../../src/server/server.ts';
import type { Limits } from '../../src/server/net/limits.ts';
import { LspClient, type SessionOptions } from './lspClient.ts';

/**
 * Starts the server in this process, over streams, so that a test may say how long it waits for back ends.
 * It has no workspace.
 */
export async function startWired(limits: Limits, options: SessionOptions, locale: string): Promise<LspClient> {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  const connection = createServerConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient));
  serve(connection, limits);
  connection.listen();
  const client = createMessageConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  const stop = async () => {
    await client.sendRequest('shutdown');
    // Without `exit`, which would end the process of the tests.
    connection.dispose();
    client.dispose();
    return null;
  };
  return LspClient.start(undefined, options, locale, { connection: client, stop });
}
