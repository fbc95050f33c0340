import type { Connection } from 'vscode-languageserver/node';
import { attachmentsParamsSchema, type Attachment, type AttachmentFate, type AttachmentsResult } from '../../protocol/attachment.ts';
import { attachmentsRequest } from '../../protocol/messages.ts';
import type { ServiceName } from '../../protocol/models.ts';
import type { AttachmentReader } from '../chat/attachmentReader.ts';
import { staysBehind } from '../chat/attachmentText.ts';
import { attachedParts } from '../chat/draft.ts';
import type { Destination } from '../policy/destination.ts';
import type { Gate } from '../policy/gate.ts';

/** What the fates of attachments are told by. */
export interface AttachmentsWorld {
  readonly attachments: AttachmentReader;
  readonly gate: Gate;
  /** Where a question goes that names a place, or none. */
  readonly destination: (service: ServiceName | undefined) => Destination;
}

/** Answers the request `vigie/attachments`. */
export function registerAttachments(connection: Connection, { attachments, gate, destination }: AttachmentsWorld): void {
  connection.onRequest(attachmentsRequest, async (params: unknown): Promise<AttachmentsResult> => {
    const asked = attachmentsParamsSchema.parse(params);
    return { fates: await Promise.all(asked.attachments.map((each) => fateOf(each, asked.service))) };
  });

  async function fateOf(attachment: Attachment, service: ServiceName | undefined): Promise<AttachmentFate> {
    const read = await attachments.read(attachment, service);
    if (typeof read === 'string') return { label: 'secret', maySend: false, redacted: false, findings: [], trouble: read };
    const { label, maySend, redacted, findings } = await gate.labelOfParts(attachedParts(read.filter((each) => !staysBehind(each))), destination(service));
    const withheld = read.flatMap((each) => ('staysBehind' in each && each.staysBehind !== undefined ? [each.staysBehind] : []));
    return { label, maySend, redacted, findings: [...findings], ...(withheld.length > 0 && { withheld }) };
  }
}
