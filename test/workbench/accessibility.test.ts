import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { launchBrowser } from '../../scripts/host/browser.mjs';
import type { Browser } from '../../scripts/host/playwright.d.ts';
import type { ToPanel } from '../../src/protocol/panel.ts';
import { answered, PanelPage, PanelServer } from '../support/panelPage.ts';
import themes from '../support/themes.json';

const axe = readFileSync(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8');

interface Theme {
  /** What VS Code makes the body's class. */
  readonly body: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** What axe-core says of a page; the part that is read. */
interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

const destination: ToPanel = {
  type: 'destination',
  destination: { backend: 'gateway', origin: 'https://gateway.example', clearance: 'sensitive' },
  other: { backend: 'mistral', origin: 'https://api.mistral.ai', clearance: 'internal' },
  remedies: [],
};
const attachments: ToPanel = {
  type: 'attachments',
  attachments: [
    { id: 'a', name: 'R/epicurve.R:3-12', label: 'internal', fate: 'sent' },
    { id: 'b', name: 'data/counts.csv', label: 'sensitive', fate: 'redacted' },
    { id: 'c', name: 'data/line_list.csv', label: 'secret', fate: 'refused' },
  ],
};
const turn = (id: string): ToPanel => ({ type: 'turn', id, text: 'What does this do?', attachments: attachments.attachments });
const text = (id: string, words: string): ToPanel => ({ type: 'progress', id, progress: { kind: 'text', text: words } });

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
  '| a | b |\n|---|--:|\n| 1 | 2 |',
  '> A quotation\n\n1. one\n2. two\n   - three\n\n---\n\nEnd.',
].join('\n\n');

/** What the page shows, by the messages that bring it there. */
const states: Readonly<Record<string, readonly ToPanel[]>> = {
  'before the first question': [destination],
  'with attachments': [destination, attachments],
  'while an answer is waited for': [destination, attachments, turn('1')],
  'while an answer comes': [
    destination,
    turn('1'),
    { type: 'progress', id: '1', progress: { kind: 'thinking', text: 'Let me think.' } },
    text('1', 'A word, and\n\n```r\nx <- '),
  ],
  'with a long answer': [destination, { type: 'mayRun', mayRun: true }, attachments, turn('1'), text('1', long), answered('1')],
  'after a refusal': [
    destination,
    turn('1'),
    {
      type: 'done',
      id: '1',
      result: {
        outcome: 'refused',
        refusal: {
          message: 'data/line_list.csv is sensitive.',
          label: 'sensitive',
          destination: { backend: 'mistral', origin: 'https://api.mistral.ai', clearance: 'internal' },
          findings: [
            {
              rule: 'workspace-rule',
              reason: 'A rule of this workspace says that this is sensitive.',
              label: 'sensitive',
              place: { name: 'data/line_list.csv', uri: 'file:///w/data/line_list.csv', line: 1 },
            },
          ],
          canRedact: true,
        },
      },
    },
  ],
  'after a failure': [
    destination,
    turn('1'),
    text('1', 'Half an'),
    { type: 'done', id: '1', result: { outcome: 'failed', message: 'The gateway cannot be reached.', remedy: 'openSettings' } },
  ],
};

describe('the chat page for everybody', () => {
  let browser: Browser;
  let server: PanelServer;
  before(async () => {
    browser = await launchBrowser();
    server = await PanelServer.start();
  });
  after(async () => {
    await browser.close();
    await server.stop();
  });

  /** @returns what axe-core takes for serious in each state of the page, 300 pixels wide. */
  async function serious({ body, variables }: Theme, rules: string, spoil = ''): Promise<string[]> {
    const panel = await PanelPage.open(browser, server, { width: 300, height: 700 });
    await panel.page.evaluate(`
      document.body.className = ${JSON.stringify(body)};
      for (const [name, value] of Object.entries(${JSON.stringify(variables)})) document.documentElement.style.setProperty(name, value);
      document.documentElement.style.backgroundColor = 'var(--vscode-sideBar-background)';
    `);
    await panel.page.evaluate(axe);
    const defects: string[] = [];
    for (const [state, messages] of Object.entries(states)) {
      await panel.tell({ type: 'cleared' }, { type: 'attachments', attachments: [] }, ...messages);
      await panel.nextFrame();
      await panel.nextFrame();
      await panel.page.evaluate(spoil);
      const violations = await panel.page.evaluate<Violation[]>(
        `axe.run(document, { resultTypes: ['violations'], ${rules} }).then(({ violations }) => violations)`,
      );
      for (const { id, impact, nodes } of violations) {
        if (impact !== 'serious' && impact !== 'critical') continue;
        defects.push(...nodes.map(({ html, failureSummary }) => `${state}: ${id}: ${html}: ${failureSummary ?? ''}`));
      }
    }
    await panel.context.close();
    return defects;
  }

  const onlyContrast = `runOnly: ['color-contrast', 'link-in-text-block']`;

  it('has nothing that axe-core takes for serious', async () => {
    assert.deepEqual(await serious(themes['Dark Modern'], ''), []);
  });

  for (const name of ['Light Modern', 'High Contrast', 'High Contrast Light'] as const) {
    it(`can be read in ${name}`, async () => {
      assert.deepEqual(await serious(themes[name], onlyContrast), []);
    });
  }

  it('would be found hard to read', async () => {
    const spoil = `document.querySelector('.log').style.color = '#333'`;
    const found = await serious(themes['Dark Modern'], '', spoil);
    assert.ok(found.some((each) => each.includes('color-contrast')));
  });
});
