import type { CancellationToken, Connection } from 'vscode-languageserver/node';
import { modelsRequest } from '../../protocol/messages.ts';
import type { ModelsResult } from '../../protocol/models.ts';
import type { BackEnd } from '../backEnd.ts';
import type { Gate } from '../policy/gate.ts';
import { signalOf } from './abort.ts';

/** Answers the request `vigie/models`. A server to which nothing may be sent at all is not asked for its list either. */
export function registerModels(connection: Connection, backEnd: BackEnd, gate: Gate): void {
  // A request without parameters comes as its token alone; some clients send empty parameters before it.
  connection.onRequest(modelsRequest, async (...values: unknown[]): Promise<ModelsResult> => ({
    destinations: await backEnd.models(
      signalOf(values.at(-1) as CancellationToken),
      async (destination) => (await gate.labelOfParts([], destination)).maySend,
    ),
  }));
}
