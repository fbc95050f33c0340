import type { Connection } from 'vscode-languageserver/node';
import { labelRequest } from '../../protocol/messages.ts';
import { labelParamsSchema, type LabelResult } from '../../protocol/status.ts';
import type { BackEnd } from '../backEnd.ts';
import type { OpenDocuments } from '../documents.ts';
import type { Gate } from '../policy/gate.ts';

/** The longest text, in UTF-16 code units, whose content is looked through for a label that is only shown. */
const shownReach = 200_000;

/** Answers the request `vigie/label`. */
export function registerLabel(connection: Connection, gate: Gate, documents: OpenDocuments, backEnd: BackEnd): void {
  connection.onRequest(labelRequest, async (params: unknown): Promise<LabelResult> => {
    const { uri, service } = labelParamsSchema.parse(params);
    const destination = service === undefined ? backEnd.destination : backEnd.destinationFor('chat', service);
    const text = documents.get(uri)?.getText().slice(0, shownReach);
    const { label, maySend, redacted, findings } = await gate.labelOf(uri, text, destination);
    return { label, maySend, redacted, findings: [...findings] };
  });
}
