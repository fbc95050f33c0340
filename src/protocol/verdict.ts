import * as z from 'zod';
import { labelSchema } from './label.ts';
import type { RuleId } from './ruleName.ts';

/** Any identifier is taken, so that what another version of Vigie has kept can still be read. */
const ruleSchema = z.custom<RuleId>((value) => typeof value === 'string');

/** One place in a file or document. `line` and `column` count from 1, as people do. */
export const placeSchema = z.object({
  /** What a person calls it: a path relative to the workspace folder, or a document's name. */
  name: z.string(),
  uri: z.string().optional(),
  line: z.int().min(1).optional(),
  column: z.int().min(1).optional(),
  /** Where it ends, if that is known; `endColumn` is exclusive. */
  endLine: z.int().min(1).optional(),
  endColumn: z.int().min(1).optional(),
});
export type Place = z.infer<typeof placeSchema>;

/** Why a fragment has its label. Never holds the text that was found. */
export const findingSchema = z.object({
  /** The rule's identifier; `ruleWords` names it. */
  rule: ruleSchema,
  label: labelSchema,
  /** A sentence for the person, in the language of the session. */
  reason: z.string(),
  /** Where the text is that has this label. */
  place: placeSchema,
  /** Where the rule is written, if it is written in a file; a built-in rule has none. */
  writtenAt: placeSchema.optional(),
});
export type Finding = z.infer<typeof findingSchema>;

/** Which back end, where, and how much it may see. */
export const destinationViewSchema = z.object({
  backend: z.enum(['mistral', 'gateway']),
  /** Scheme, host and port: `https://api.mistral.ai`. Empty where no address is set. */
  origin: z.string(),
  clearance: labelSchema,
});
export type DestinationView = z.infer<typeof destinationViewSchema>;

/** What a placeholder in a sent text stands for. Never holds the text itself. */
export const redactionSchema = z.object({
  /** As it stands in the text: `«NIR-1»`. */
  placeholder: z.string(),
  /** The rule whose finding was redacted. */
  rule: ruleSchema,
  /** The rule's sentence for the person. */
  reason: z.string(),
});
export type Redaction = z.infer<typeof redactionSchema>;

/** The gate's no, with everything that a person needs to understand it. */
export const refusalSchema = z.object({
  destination: destinationViewSchema,
  label: labelSchema,
  /** One sentence in plain words: what may not leave, to where. */
  message: z.string(),
  /** What speaks against it, as the message says it after a colon; left out by versions that had none. */
  cause: z.string().optional(),
  /**
   * The servers that had been sent the question before it was refused, by origin: one asked for a wait, after which it was
   * judged again. Left out where nothing was sent.
   */
  sentBefore: z.array(z.string()).check(z.minLength(1)).optional(),
  /** The findings above the clearance, the most sensitive first. Never empty. */
  findings: z.array(findingSchema),
  /** Whether the request could be sent if the person asks for what was found to be redacted. */
  canRedact: z.boolean(),
});
export type Refusal = z.infer<typeof refusalSchema>;
