import type { CancellationToken, Connection } from 'vscode-languageserver/node';
import { modelsRequest } from '../../protocol/messages.ts';
import { modelsParamsSchema, type ModelsResult } from '../../protocol/models.ts';
import type { BackEnd } from '../backEnd.ts';
import type { Destination } from '../policy/destination.ts';
import type { Gate } from '../policy/gate.ts';
import { signalOf } from './abort.ts';

/** Answers the request `vigie/models`. A server to which nothing may be sent at all is not asked for its list either. */
export function registerModels(connection: Connection, backEnd: BackEnd, gate: Gate): void {
  // A request without parameters comes as its token alone.
  connection.onRequest(modelsRequest, async (...values: unknown[]): Promise<ModelsResult> => {
    const params = modelsParamsSchema.parse(values.length > 1 ? (values[0] ?? {}) : {});
    const mayAsk = async (destination: Destination): Promise<boolean> => (await gate.labelOfParts([], destination)).maySend;
    return { destinations: await backEnd.models(signalOf(values.at(-1) as CancellationToken), { ...params, mayAsk }) };
  });
}
