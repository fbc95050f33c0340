import type { ChatResult } from '../../src/protocol/chat.ts';
import type { AttachmentKind, ToPanel } from '../../src/protocol/panel.ts';
import type { DestinationView, Finding } from '../../src/protocol/verdict.ts';
import { answered, type PanelPage } from './panelPage.ts';

/** Something that the chat page shows. */
export interface PanelState {
  /** What the extension posts to bring it there. */
  readonly messages: readonly ToPanel[];
  /** What the person does then. */
  readonly act?: (panel: PanelPage) => Promise<unknown>;
}

type Attachments = Extract<ToPanel, { type: 'attachments' }>;

const gateway: DestinationView = { backend: 'gateway', origin: 'https://gateway.example', clearance: 'sensitive' };
const mistral: DestinationView = { backend: 'mistral', origin: 'https://api.mistral.ai', clearance: 'internal' };
const destination: ToPanel = { type: 'destination', destination: gateway, other: mistral, remedies: [] };
const toMistral: ToPanel = { type: 'destination', destination: mistral, other: gateway, choice: { model: 'mistral-medium-latest', effort: 'high' }, remedies: [] };
const attachments: Attachments = {
  type: 'attachments',
  attachments: [
    { id: 'a', name: 'R/epicurve.R:3-12', label: 'internal', fate: 'sent' },
    { id: 'b', name: 'data/counts.csv', label: 'sensitive', fate: 'redacted' },
    { id: 'c', name: 'data/line_list.csv', label: 'secret', fate: 'refused', columns: true },
  ],
};
const kinds: readonly AttachmentKind[] = ['selection', 'file', 'folder', 'symbol', 'problems', 'terminal', 'schema', 'diff'];
const allKinds: Attachments = {
  type: 'attachments',
  attachments: [
    ...kinds.map((kind): Attachments['attachments'][number] => ({ id: kind, kind, name: `the ${kind} of R/epicurve.R`, label: 'internal', fate: 'sent' })),
    { id: 'long', name: 'data/raw/2024/surveillance_syndromique/passages_aux_urgences_par_departement.csv', label: 'sensitive', fate: 'refused' },
    { id: 'gone', name: 'R/gone.R', label: 'internal', fate: 'refused', trouble: 'R/gone.R cannot be read: there is no such file. Take it off.' },
  ],
};
const turn = (id: string, text = 'What does this do?'): ToPanel => ({ type: 'turn', id, text, attachments: attachments.attachments });
const piece = (id: string, text: string, kind: 'text' | 'thinking' | 'status' = 'text'): ToPanel => ({ type: 'progress', id, progress: { kind, text } });
const done = (id: string, result: ChatResult): ToPanel => ({ type: 'done', id, result });

const fragments = [{ text: 'A', origin: { kind: 'unknown' as const }, label: 'internal' as const }];
const whole: Extract<ChatResult, { outcome: 'answered' }> = {
  outcome: 'answered',
  finish: 'stop',
  turns: [{ role: 'user', fragments }, { role: 'assistant', fragments }],
  label: 'internal',
  destination: gateway,
  withheld: 0,
  redactions: [],
  milliseconds: 4200,
  usage: { promptTokens: 1834, completionTokens: 412, estimated: true },
  model: 'gpt-oss-20b',
};

const finding = (line: number): Finding => ({
  rule: 'workspace-rule',
  reason: 'A rule of this workspace says that this is sensitive.',
  label: 'sensitive',
  place: { name: 'data/line_list.csv', uri: 'file:///w/data/line_list.csv', line },
  writtenAt: { name: '.vigie.json', uri: 'file:///w/.vigie.json', line: 4 },
});
const refused: ChatResult = {
  outcome: 'refused',
  refusal: {
    message: 'data/line_list.csv is sensitive.',
    label: 'sensitive',
    destination: mistral,
    findings: [
      ...Array.from({ length: 12 }, (_, index) => finding(index + 1)),
      ...['A name.', 'A date of birth.', 'An address.'].flatMap((reason) => [8, 9].map((line): Finding => ({ ...finding(line), rule: 'person-table', reason }))),
    ],
    canRedact: true,
  },
};

const long = [
  '# Rates\n\nA **rate** of $\\lambda = \\frac{d}{n}$, *see* [the paper](https://example.org/paper) and `df$age`.',
  '$$\\sum_{i=1}^{n} x_i$$',
  '```r\n# weekly\nx <- mean(cases, na.rm = TRUE) + 12 # "a\u202eb"\nf <- function(a) "text"\n```',
  '```python\nimport pandas as pd\nclass A(object):\n    def f(self): return None\n```',
  '```sas\nproc freq data=a; tables b / chisq; run;\n```',
  '```stata\nregress y x, robust\n```',
  '```sql\nselect count(*) from a where b = \'c\';\n```',
  '```qmd\n---\ntitle: a\n---\n# A\n```{r}\n1\n```\n```',
  '```bash\necho "$HOME"\n```',
  '## Delays\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n| week | number of visits to emergency departments | rate per 100,000 inhabitants | 95 % confidence interval |\n|---|--:|--:|---|\n| 2024-W01 | 12,345 | 18.2 | 17.9 to 18.5 |',
  '> A quotation\n\n1. one\n2. two\n   - three\n\n---\n\nEnd.',
].join('\n\n');

const unfoldAll = (panel: PanelPage) => panel.page.evaluate(`for (const part of document.querySelectorAll('details')) part.open = true`);

/** What the page shows, by a name for each. */
export const panelStates: Readonly<Record<string, PanelState>> = {
  'before anything is known': { messages: [] },
  'before the first question': { messages: [destination] },
  'without a gateway': {
    messages: [
      {
        type: 'destination',
        destination: { backend: 'gateway', origin: '', clearance: 'internal' },
        message: 'Set the address of your gateway, or use Mistral.',
        remedies: ['openSettings', 'useMistral'],
      },
    ],
  },
  'with attachments': { messages: [destination, attachments] },
  'with attachments of all kinds': { messages: [toMistral, allKinds] },
  'while something is looked for': {
    messages: [destination],
    act: async (panel) => {
      await panel.page.locator('textarea').fill('#');
      await panel.tell({
        type: 'attachmentMatches',
        query: '',
        matches: kinds.map((kind) => ({ id: kind, kind, name: `the ${kind}`, detail: 'R/surveillance/epicurve_weekly.R', ...(kind === 'file' && { refused: true }) })),
      });
      await panel.page.getByRole('option').first().waitFor();
    },
  },
  'while an answer is waited for': { messages: [destination, attachments, turn('1')] },
  'while a model is loaded': { messages: [destination, turn('1'), piece('1', 'The model is being loaded.', 'status')] },
  'while an answer comes': {
    messages: [destination, turn('1'), piece('1', 'Let me think.', 'thinking'), piece('1', 'A word, and\n\n```r\nx <- ')],
  },
  'with a long answer': { messages: [destination, { type: 'mayRun', mayRun: true }, attachments, turn('1'), piece('1', long), answered('1')] },
  'with all unfolded': {
    messages: [
      destination,
      turn('1'),
      piece('1', 'The weeks are cut at Monday, so the first may be short.\n'.repeat(3), 'thinking'),
      { type: 'thought', id: '1', milliseconds: 3100 },
      piece('1', 'It counts cases by week of onset.'),
      done('1', {
        ...whole,
        redactions: [
          { placeholder: '«NIR-1»', rule: 'nir', reason: 'A social security number (NIR) of a person.' },
          { placeholder: '«SECRET-1»', rule: 'credentials', reason: 'This looks like a password.' },
        ],
        withheld: 2,
        withheldFor: [finding(1), finding(2)],
      }),
      turn('2', 'And by region?'),
      piece('2', 'Group by'),
      done('2', { ...whole, finish: 'cut', trouble: 'The gateway fell silent for 60 s.', redactions: [{ placeholder: '«NIR-1»', rule: 'nir', reason: 'A social security number.' }] }),
    ],
    act: unfoldAll,
  },
  'with other versions of a question': {
    messages: [
      destination,
      { ...turn('1'), branch: { number: 2, of: 3 } } as ToPanel,
      piece('1', 'An answer.'),
      done('1', whole),
      turn('2', 'And then?'),
      piece('2', 'Another.'),
      done('2', whole),
    ],
  },
  'while a question is edited': {
    messages: [destination, turn('1'), piece('1', 'An answer.'), done('1', whole)],
    act: (panel) => panel.page.locator('.question-actions .icon-button').first().press('Enter'),
  },
  'with a review': {
    messages: [
      destination,
      turn('1', '/review'),
      piece('1', 'Three.'),
      done('1', {
        ...whole,
        review: {
          before: 'Three findings.',
          findings: (['high', 'medium', 'low'] as const).map((severity, index) => ({
            severity,
            place: { name: 'R/epicurve.R', uri: 'file:///w/R/epicurve.R', line: index + 3 },
            text: '`mean(delay)` Delays of cases that are **not yet reported** are missing, so the last weeks seem to fall.',
          })),
          after: 'Nothing else.',
        },
      }),
    ],
  },
  'after a refusal': { messages: [toMistral, turn('0', 'And this?'), done('0', refused), attachments, turn('1'), done('1', refused)], act: unfoldAll },
  'after no connection': {
    messages: [
      destination,
      turn('1'),
      { type: 'sent', id: '1', sent: { ...whole, kind: 'sent' } },
      done('1', { outcome: 'failed', message: 'Nothing answers at https://gateway.example.', remedy: 'openSettings', stayed: true }),
    ],
  },
  'after a failure': {
    messages: [
      destination,
      turn('1'),
      piece('1', 'Half an'),
      done('1', { outcome: 'failed', message: 'The gateway cannot be reached.', remedy: 'openSettings' }),
    ],
  },
};
