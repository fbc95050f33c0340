import * as z from 'zod';
import { labelSchema } from './label.ts';

/** The name of a workspace folder's rule file. */
export const rulesFileName = '.vigie.json';

/** The largest rule file that is read, in bytes; a larger one is treated as broken. */
export const maximumRulesBytes = 256 * 1024;

const fileRuleSchema = z
  .strictObject({
    paths: z
      .array(z.string().min(1))
      .min(1)
      .meta({
        description:
          'Patterns as in a .gitignore file, relative to the folder of this file. A pattern with a leading ! takes files out of this rule again.',
        markdownDescription:
          'Patterns as in a `.gitignore` file, relative to the folder of this file. A pattern with a leading `!` takes files out of this rule again.',
      }),
    label: labelSchema.meta({
      description:
        'How sensitive these files are. The strictest rule that matches a file decides; public or internal also lifts the presumption that a data file is sensitive.',
    }),
    reason: z
      .string()
      .min(1)
      .meta({ description: 'Why, in a sentence. It is shown to a person who is blocked by this rule.' }),
  })
  .meta({ description: 'Gives the files that match one of the paths a label.' });

/** The content of `.vigie.json`. `npm run build` writes its JSON schema to `schemas/`. */
export const rulesSchema = z
  .strictObject({
    $schema: z.string().optional(),
    files: z.array(fileRuleSchema).default([]).meta({ description: 'Rules that label files by their path.' }),
  })
  .meta({ title: 'Vigie rules', description: 'What of this workspace folder may be sent to which language model.' });

export type Rules = z.infer<typeof rulesSchema>;
export type FileRule = z.infer<typeof fileRuleSchema>;
