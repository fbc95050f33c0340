import * as z from 'zod';
import { labelSchema } from './label.ts';

/** The name of a workspace folder's rule file. */
export const rulesFileName = '.vigie.json';

/** The largest rule file that is read, in bytes; a larger one is treated as broken. */
export const maximumRulesBytes = 256 * 1024;

/** The built-in detectors by their rule identifiers, as rule files name them, with what hover says of each. */
const detectorDescriptions = {
  nir: 'French social-security numbers (NIR).',
  credentials: 'Passwords, tokens and private keys. Always on.',
  'snds-pseudonym': 'Values of pseudonyms of persons in the SNDS; names of its variables alone are no finding.',
  contact: 'E-mail addresses and telephone numbers beside a name or a result.',
  'person-table': 'Tables with one row per person, pasted into code or text.',
  'health-message': 'Messages of care about a person: HL7, FHIR, CDA, emergency visits.',
  dicom: 'Headers of medical images (DICOM) with their patient.',
};
export type DetectorName = keyof typeof detectorDescriptions;
export const detectorNames = Object.keys(detectorDescriptions) as [DetectorName, ...DetectorName[]];

/** Names every detector in a JSON schema, so that editors offer them with what each finds. */
function byDetector(values: readonly string[]): { properties: Record<string, unknown> } {
  const entries = Object.entries(detectorDescriptions);
  return { properties: Object.fromEntries(entries.map(([name, description]) => [name, { description, enum: values }])) };
}

/** How many patterns a rule file may have: all are looked for in every text that is to be sent. */
export const maximumPatterns = 100;

/** How long a pattern may be, in characters; what needs more is better written as several. */
export const maximumPatternLength = 1000;

/** A description for hover in any editor, and with Markdown in VS Code, which shows that one if it is there. */
function described(markdownDescription: string): { description: string; markdownDescription: string } {
  return { description: markdownDescription.replaceAll('`', ''), markdownDescription };
}

const reasonSchema = z.string().min(1).meta(described('Why, in a sentence. It is shown to a person who is blocked by this rule.'));

function fileRules(paths: string) {
  return z
    .array(
      z
        .strictObject({
          paths: z.array(z.string().min(1)).min(1).meta(described(paths)),
          label: labelSchema.meta(
            described(
              'How sensitive these files are: `public`, `internal`, `sensitive` or `secret`. The strictest rule that matches a file decides, of whatever rule file.',
            ),
          ),
          reason: reasonSchema,
        })
        .meta(described('Gives the files that match one of the paths a label.')),
    )
    .default([])
    .meta(described('Rules that label files by their path.'));
}

/** What is done about a hit that a destination may not receive. */
export const redactionModes = ['redact', 'ask', 'refuse'] as const;
const redactionModeSchema = z.enum(redactionModes);
export type RedactionMode = (typeof redactionModes)[number];

const modes =
  '`redact`: a placeholder stands in for it and the rest is sent; `ask`: nothing is sent unless the person asks for placeholders; `refuse`: nothing is sent.';

const patternSchema = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z]+(-[a-z]+)*$/)
      .max(40)
      .meta(described('A name in small letters and hyphens, such as `study-number`. Findings carry it as `pattern:study-number`.')),
    pattern: z
      .string()
      .min(1)
      .max(maximumPatternLength)
      .meta(
        described(
          'A regular expression in RE2 syntax, without look-around and back references, so that no text can make it slow: `\\bEPI-\\d{6}\\b`. It must not match the empty text.',
        ),
      ),
    ignoreCase: z.boolean().default(false).meta(described('Whether capital and small letters count as the same.')),
    label: z
      .enum(['sensitive', 'secret'])
      .meta(described('How sensitive a text is that holds this: `sensitive` or `secret`.')),
    reason: reasonSchema,
    redaction: redactionModeSchema
      .default('ask')
      .meta(described(`What is done about a hit that a destination may not receive. ${modes} By default \`ask\`.`)),
  })
  .meta(described('A regular expression that is looked for in everything that is to be sent.'));

const contentSchema = z
  .strictObject({
    detectors: z
      .partialRecord(z.enum(detectorNames), z.enum(['on', 'off']))
      .default({})
      .meta({
        ...described(
          'Built-in detectors by name. `off` counts in the rule file of a workspace folder that you trust and in the organisation’s; what the organisation turns on stays on, and `credentials` always is.',
        ),
        ...byDetector(['on', 'off']),
      }),
    patterns: z
      .array(patternSchema)
      .max(maximumPatterns)
      .default([])
      .meta(described('Your own regular expressions, beside the built-in detectors.')),
  })
  .prefault({})
  .meta(described('Rules about what texts hold, wherever they come from.'));

/** The rule identifier that findings of an administrator's own pattern carry. */
export const patternRule = (name: string): `pattern:${string}` => `pattern:${name}`;

const redactionSchema = z
  .partialRecord(z.union([z.enum(detectorNames), z.string().regex(/^pattern:[a-z]+(-[a-z]+)*$/)]), redactionModeSchema)
  .default({})
  .meta({
    ...described(
      `What is done about hits that a destination may not receive, by detector (\`nir\`) or pattern (\`pattern:study-number\`). ${modes} The strictest rule file decides.`,
    ),
    ...byDetector(redactionModes),
  });

function clearances(what: string) {
  return z
    .array(
      z
        .strictObject({
          destination: z
            .string()
            .min(1)
            .meta(
              described(
                '`mistral`; `this-machine`; an address without its path, `https://gateway.agency.example:8443`; a host, `gateway.agency.example`; or all hosts below a name, `*.agency.example`.',
              ),
            ),
          label: z
            .enum(['public', 'internal', 'sensitive'])
            .meta(described('The most sensitive text that it may receive. Nothing can be cleared for `secret`.')),
          reason: reasonSchema,
        })
        .meta(described('Says how much one destination may receive.')),
    )
    .default([])
    .meta(described(what));
}

const schemaKey = z.string().optional();

/** The content of `.vigie.json` and of a person's own rule file. `npm run build` writes its JSON schema to `schemas/`. */
export const rulesSchema = z
  .strictObject({
    $schema: schemaKey,
    files: fileRules(
      'Patterns as in a `.gitignore` file, relative to the folder of this file. A pattern with a leading `!` takes files out of this rule again. In your own rule file, which lies in no project, they are paths of the machine as in `/srv/data/**`, on Windows `/c/data/**`, or match anywhere as in `*.sas7bdat` or `**/private/**`.',
    ),
    content: contentSchema,
    redaction: redactionSchema,
    clearances: clearances('How much a destination may receive. Here this can only lower it; the organisation’s rule file can raise it.'),
  })
  .meta({ title: 'Vigie rules', ...described('What may be sent to which language model.') });

/** The content of the organisation's rule file. */
export const policySchema = z
  .strictObject({
    $schema: schemaKey,
    files: fileRules(
      'Patterns as in a `.gitignore` file. They are paths of the machine as in `/srv/data/**`, on Windows `/c/data/**`, or match anywhere as in `*.sas7bdat` or `**/private/**`. A pattern with a leading `!` takes files out of this rule again.',
    ),
    content: contentSchema,
    redaction: redactionSchema,
    clearances: clearances('How much a destination may receive: names the hosts that may receive more than others, or less.'),
    presumptions: z
      .enum(['open', 'locked'])
      .default('open')
      .meta(
        described(
          'Data files are presumed sensitive. `open`: a rule of a trusted workspace may say that some are not; `locked`: only this file may.',
        ),
      ),
    destinations: z
      .enum(['any', 'listed'])
      .default('any')
      .meta(described('`listed`: nothing is sent to a destination that `clearances` of this file does not name.')),
    dataExtensions: z
      .array(z.string().regex(/^[a-z0-9]+$/))
      .max(100)
      .default([])
      .meta(described('More extensions of data files, in small letters without the point: `["dat", "extract"]`.')),
    aiIgnoreFiles: z
      .enum(['honoured', 'ignored'])
      .default('honoured')
      .meta(described('Whether files that `.aiexclude`, `.cursorignore` and the like keep from AI tools are kept from Vigie’s models too.')),
  })
  .meta({ title: 'Vigie rules of an organisation', ...described('What may be sent to which language model, for everyone on this machine.') });

/** What any rule file holds; what only the organisation's can say is at its default in the others. */
export type Rules = z.infer<typeof policySchema>;
export type FileRule = Rules['files'][number];
export type ContentPattern = z.infer<typeof patternSchema>;
export type Clearance = Rules['clearances'][number];

/** The keys that only the organisation's rule file may have. */
export const organisationKeys: readonly string[] = Object.keys(policySchema.shape).filter((key) => !(key in rulesSchema.shape));
