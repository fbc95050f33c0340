import * as z from 'zod';
import { labelSchema } from './label.ts';
import { serviceNameSchema } from './models.ts';
import { rangeSchema } from './origin.ts';
import { findingSchema } from './verdict.ts';

/** The longest text that a client hands over in one attachment, in UTF-16 code units; longer ones are to be cut there. */
export const handedOverAtMost = 200_000;

/** The most files of one attachment that holds something of several. */
export const filesAtMost = 50;

const handedOver = z.string().max(handedOverAtMost);

/** A document or a part of it, as a selection or a symbol is; the server reads the text itself. */
const documentAttachment = z.object({
  /** May be left out of this kind alone. */
  kind: z.literal('document').optional(),
  uri: z.string(),
  /** Left out: the whole document. */
  range: rangeSchema.optional(),
});

/** The names of the files and folders below a folder, as far as git keeps them and the destination may know them. */
const folderAttachment = z.object({ kind: z.literal('folder'), uri: z.string() });

/** Names and types of a data file's columns, without any of its values; the server reads them itself. */
const schemaAttachment = z.object({ kind: z.literal('schema'), uri: z.string() });

/** What an editor underlines in a document. Only the client knows it; a message may quote the document. */
export const problemSchema = z.object({
  range: rangeSchema,
  severity: z.enum(['error', 'warning', 'information', 'hint']),
  message: handedOver,
  /** Who says so: `lintr`. */
  source: z.string().max(200).optional(),
});
export type Problem = z.infer<typeof problemSchema>;

const problemsAttachment = z.object({
  kind: z.literal('problems'),
  files: z.array(z.object({ uri: z.string(), problems: z.array(problemSchema).min(1).max(500) })).min(1).max(filesAtMost),
});

/** What is selected in a terminal. */
const terminalAttachment = z.object({ kind: z.literal('terminal'), text: handedOver });

/** What has changed since the last commit, each file for itself, so that each part has the label of its file. */
const diffAttachment = z.object({
  kind: z.literal('diff'),
  files: z
    .array(
      z.object({
        uri: z.string(),
        /** What the file was called before, where it was renamed: old lines stood under that name. */
        formerUri: z.string().optional(),
        /** A unified diff of this one file. */
        text: handedOver,
      }),
    )
    .min(1)
    .max(filesAtMost),
});

/**
 * What the person attached. Wherever the server can read it, this is a reference only, so that origin and text cannot
 * part; what only the client knows comes with the documents that it is from.
 */
export const attachmentSchema = z.discriminatedUnion('kind', [
  documentAttachment,
  folderAttachment,
  schemaAttachment,
  problemsAttachment,
  terminalAttachment,
  diffAttachment,
]);
export type Attachment = z.infer<typeof attachmentSchema>;

/** Parameters of the request `vigie/attachments`: what would become of each if it were sent now? */
export const attachmentsParamsSchema = z.object({
  attachments: z.array(attachmentSchema).max(filesAtMost),
  /** Where they would be sent; left out: where the settings say. */
  service: serviceNameSchema.optional(),
});
export type AttachmentsParams = z.infer<typeof attachmentsParamsSchema>;

/** What would become of an attachment. */
export const attachmentFateSchema = z.object({
  label: labelSchema,
  /** Whether the current destination may receive it, be it redacted. */
  maySend: z.boolean(),
  /** Whether something in it would be redacted on the way there. */
  redacted: z.boolean(),
  findings: z.array(findingSchema),
  /** What of it stays behind while the rest may go: the files whose changes the destination may not receive. */
  withheld: z.array(z.string()).optional(),
  /** Why it cannot be read, in a sentence with a way out; then it is `secret` and may not be sent. */
  trouble: z.string().optional(),
});
export type AttachmentFate = z.infer<typeof attachmentFateSchema>;

/** The result of `vigie/attachments`, in the order of the question. */
export const attachmentsResultSchema = z.object({ fates: z.array(attachmentFateSchema) });
export type AttachmentsResult = z.infer<typeof attachmentsResultSchema>;

/** @returns the URIs of the documents and folders that an attachment is of or from; none of what a terminal shows. */
export function urisOf(attachment: Attachment): string[] {
  switch (attachment.kind) {
    case 'terminal':
      return [];
    case 'problems':
    case 'diff':
      return attachment.files.map(({ uri }) => uri);
    case undefined:
    case 'document':
    case 'folder':
    case 'schema':
      return [attachment.uri];
  }
}
