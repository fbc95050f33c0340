import * as z from 'zod/mini';

/** What a person can do with a code block of an answer. */
export const blockActions = ['copy', 'insert', 'newFile', 'apply', 'run'] as const;
export type BlockAction = (typeof blockActions)[number];

/**
 * The longest code that an action takes, in characters: some 25,000 lines. The whole of an answer is far shorter; what
 * is longer did not come from a button.
 */
const longestCode = 1_000_000;

/** The code of a block and what is to be done with it. Sent by the page when a person has pressed the button. */
export const blockMessageSchema = z.object({
  type: z.literal('block'),
  action: z.enum(['newFile', 'apply', 'run']),
  /** As the block's first line has it, lower case; may be empty. */
  language: z.string().check(z.regex(/^[\w+#-]{0,40}$/)),
  text: z.string().check(z.maxLength(longestCode)),
  /** The turn that the block is of. */
  turn: z.string().check(z.maxLength(200)),
});
export type BlockMessage = z.infer<typeof blockMessageSchema>;

/** A language that has a console to run code in. */
export type Console = 'r' | 'python';

/** @returns the console for code of a language; undefined where there is none. */
export function consoleOf(language: string): Console | undefined {
  if (language === 'r') return 'r';
  return language === 'python' || language === 'py' ? 'python' : undefined;
}
