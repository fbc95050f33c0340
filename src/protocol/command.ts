import * as z from 'zod';
import { placeSchema } from './verdict.ts';

/** What Vigie itself can be asked to do with code. They are slash commands of the chat by these names. */
export const commandNames = ['explain', 'review', 'document', 'tests', 'fix', 'translate'] as const;
export type CommandName = (typeof commandNames)[number];

/** What code can be translated into, as a person names it in `/translate R`. */
export const translationTargets = ['r', 'python', 'data.table', 'dplyr', 'sql'] as const;
export type TranslationTarget = (typeof translationTargets)[number];

/** What is typed behind the name; like any message it may be of any length. */
const argument = z.string().optional();

/**
 * A command that goes along with a message of the chat.
 * `translate` takes a `TranslationTarget` as its argument, the others of Vigie nothing. `prompt` is a prompt of the
 * workspace, named by the URI of its file.
 */
export const chatCommandSchema = z.discriminatedUnion('name', [
  z.object({ name: z.enum(commandNames), argument }),
  z.object({ name: z.literal('prompt'), uri: z.string(), argument }),
]);
export type ChatCommand = z.infer<typeof chatCommandSchema>;

/** A command as a person is offered it behind `/`. */
export const commandViewSchema = z.object({
  /** Without the slash: `explain`, or the name of the prompt's file. */
  name: z.string(),
  /** Other names for it, such as the French ones. */
  aliases: z.array(z.string()),
  title: z.string(),
  description: z.string(),
  /** What may follow the name, for a person; left out where nothing may. */
  argument: z.string().optional(),
  /** The values that the argument can have; left out where it can be any text, or there is none. */
  choices: z.array(z.string()).optional(),
  /** The file of a prompt of the workspace. */
  uri: z.string().optional(),
});
export type CommandView = z.infer<typeof commandViewSchema>;

/** The result of the request `vigie/commands`. */
export const commandsResultSchema = z.object({ commands: z.array(commandViewSchema) });
export type CommandsResult = z.infer<typeof commandsResultSchema>;

/** Parameters of the request `vigie/function`: which function stands around this place? */
export const functionParamsSchema = z.object({
  uri: z.string(),
  position: z.object({ line: z.int().min(0), character: z.int().min(0) }),
});
export type FunctionParams = z.infer<typeof functionParamsSchema>;

/** The result of `vigie/function`: its lines, both counted from 0 and included; nothing where there is none. */
export const functionResultSchema = z.object({
  lines: z.object({ first: z.int().min(0), last: z.int().min(0) }).optional(),
});
export type FunctionResult = z.infer<typeof functionResultSchema>;

/** What a review found: one thing, and where. */
export const reviewFindingSchema = z.object({
  severity: z.enum(['high', 'medium', 'low']),
  /** Within what was attached. */
  place: placeSchema,
  /** Markdown, as the model wrote it. */
  text: z.string(),
});
export type ReviewFinding = z.infer<typeof reviewFindingSchema>;

/** A review whose findings could be read out of the answer. */
export const reviewSchema = z.object({
  findings: z.array(reviewFindingSchema),
  /** What the answer says before the first of them, Markdown; may be empty. */
  before: z.string(),
  /** What it says besides behind that; may be empty. */
  after: z.string(),
});
export type Review = z.infer<typeof reviewSchema>;
