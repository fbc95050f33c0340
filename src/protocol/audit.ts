import * as z from 'zod';

/** One thing that the verification of the audit log found. */
export const auditFindingSchema = z.object({
  /** The file's name, in the folder of the logs. */
  file: z.string(),
  /** From 1; left out where it is about the whole file. */
  line: z.int().min(1).optional(),
  kind: z.enum([
    'changed',
    'removed',
    'reordered',
    'truncated',
    'missingFile',
    'damagedKey',
    'interrupted',
    'unchained',
  ]),
  /** A sentence for the person, in the language of the session. */
  message: z.string(),
});
export type AuditFinding = z.infer<typeof auditFindingSchema>;

/** What the verification of one folder found. */
export const auditReportSchema = z.object({
  /** Vigie's storage folder, in which the key and the folder of the logs lie. */
  folder: z.string(),
  /** How many logs there are. */
  files: z.int().min(0),
  /** How many lines they have, headers included. */
  lines: z.int().min(0),
  /** What speaks of tampering. */
  problems: z.array(auditFindingSchema),
  /** What should be known and is no tampering: a write that was interrupted, a log from before the chain. */
  notes: z.array(auditFindingSchema),
  /** Whether there are no problems. */
  ok: z.boolean(),
});
export type AuditReport = z.infer<typeof auditReportSchema>;

/** The result of the request `vigie/verifyAudit`. */
export const verifyAuditResultSchema = auditReportSchema.extend({
  /** The report for a person, as Markdown, in the language of the session. */
  text: z.string(),
});
export type VerifyAuditResult = z.infer<typeof verifyAuditResultSchema>;
