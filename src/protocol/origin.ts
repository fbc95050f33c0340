import * as z from 'zod';
import { labelSchema } from './label.ts';

/** A range of a document, zero-based, in UTF-16 code units, as LSP counts. */
export const rangeSchema = z.object({
  start: z.object({ line: z.int().min(0), character: z.int().min(0) }),
  end: z.object({ line: z.int().min(0), character: z.int().min(0) }),
});
export type TextRange = z.infer<typeof rangeSchema>;

const documentOrigin = z.object({
  kind: z.literal('document'),
  /** The document's URI, with any scheme: `file`, `untitled`, `vscode-notebook-cell`, `git` … */
  uri: z.string(),
  range: rangeSchema.optional(),
});

/** Words that the person typed into the chat. */
const chatOrigin = z.object({ kind: z.literal('chat') });

/** Vigie's own instructions to the model; they hold nothing of the workspace. */
const vigieOrigin = z.object({ kind: z.literal('vigie') });

/** What a program printed into a terminal: rows of any file may be among it. */
const terminalOrigin = z.object({ kind: z.literal('terminal') });

/** What was on the clipboard: it may come from any program. */
const clipboardOrigin = z.object({ kind: z.literal('clipboard') });

/** Names and types of a data file's columns, without any of its values. */
const schemaOrigin = z.object({
  kind: z.literal('schema'),
  /** The data file's URI. */
  uri: z.string(),
});

/** The names of files in a folder. Each name is as sensitive as its file. */
const outlineOrigin = z.object({
  kind: z.literal('outline'),
  /** The folder's URI. */
  uri: z.string(),
  /** The URIs of all files that are named. */
  files: z.array(z.string()).max(1000),
});

/** A text whose source Vigie cannot name; the gate takes it for sensitive. */
const unknownOrigin = z.object({ kind: z.literal('unknown') });

const sourceOrigins = [
  documentOrigin,
  chatOrigin,
  vigieOrigin,
  terminalOrigin,
  clipboardOrigin,
  schemaOrigin,
  outlineOrigin,
  unknownOrigin,
] as const;
const sourceOriginSchema = z.discriminatedUnion('kind', sourceOrigins);

/** A model's earlier answer. It may repeat what it was made from, so it carries those sources. */
const answerOrigin = z.object({ kind: z.literal('answer'), sources: z.array(sourceOriginSchema) });

/** Where a text comes from. */
export const originSchema = z.discriminatedUnion('kind', [...sourceOrigins, answerOrigin]);
export type Origin = z.infer<typeof originSchema>;
export type SourceOrigin = z.infer<typeof sourceOriginSchema>;

/** A text that knows where it comes from: the only form in which anything may enter a request. */
export const fragmentSchema = z.object({
  text: z.string(),
  origin: originSchema,
  /** The label that it had when it was sent before. It never falls below, whatever became of its origin since. */
  label: labelSchema.optional(),
  /**
   * The highest label of what was redacted in it when it was sent, would have been for another destination, or may have
   * been restored in it. It counts like `label` once nobody knows these values any more, as after a restart.
   */
  redacted: labelSchema.optional(),
  /** The placeholders that know all of these values, by their id; where that is none of today’s, they are forgotten. */
  redactedBy: z.string().optional(),
});
export type Fragment = z.infer<typeof fragmentSchema>;
