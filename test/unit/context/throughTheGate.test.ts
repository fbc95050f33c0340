import assert from 'node:assert/strict';
import { Context } from '../../../src/server/context/gather.ts';
import { draftOf } from '../../../src/server/completion/draft.ts';
import { defaultBudget } from '../../../src/server/completion/budget.ts';
import type { Snapshot } from '../../../src/server/completion/view.ts';
import { open } from '../../../src/server/policy/gate.ts';
import type { Part } from '../../../src/server/policy/request.ts';
import { freshFolder } from '../../support/folder.ts';
import { localGateway, mistral, policyOver } from '../../support/policy.ts';
import { filler, InventedEditor } from './projects.ts';

/** Rows of invented people, without their header. */
const rows = Array.from({ length: 40 }, (_, index) => `# Modèle${index};${10 + (index % 18)}/02/19${31 + index};99${100 + index}\n`).join('');
const header = '# prenom;ddn;cp\n';

describe('context before the gate', () => {
  const folder = freshFolder();
  let editor: InventedEditor;
  beforeEach(() => {
    editor = new InventedEditor(folder.path);
    folder.write({
      '.vigie.json': '{ "files": [{ "paths": ["prive/**"], "label": "sensitive", "reason": "Étude inventée." }] }',
      'prive/scores.R': 'score_cases <- function(x) 1\n',
      'R/open.R': 'rate_cases <- function(x) 2\n',
    });
  });
  const policy = () => {
    const buffers = Object.fromEntries([...editor.documents.values()].map(({ uri, text }) => [uri, text.slice(0, 4096)]));
    return policyOver(folder.path, { buffers });
  };
  /** What goes where, with everything gathered: the gate alone holds back. */
  const sent = async (snapshot: Snapshot, destination = mistral, change = (part: Part): Part => part) => {
    const context = new Context({
      project: editor.project,
      tokens: () => 1000,
      mayGo: () => Promise.resolve(true),
      onError: (error) => {
        throw error;
      },
    });
    await context.prepare(snapshot);
    const parts = context.at(snapshot).map(change);
    const verdict = await policy().gate.judge(draftOf(snapshot, defaultBudget, 'line', parts), destination);
    assert.equal(verdict.kind, 'send', verdict.kind === 'refuse' ? verdict.refusal.message : '');
    return { ...open(verdict.cleared, destination), withheld: verdict.withheld, gathered: parts.length };
  };
  const names = ({ context }: { context: readonly { name: string }[] }): string[] => context.map(({ name }) => name);

  it('leaves a flagged program behind that the document sources, and completes', async () => {
    const snapshot = editor.snapshot('a.R', 'source("prive/scores.R")\nsource("R/open.R")\nscore_cases(rate_cases(║');
    const there = await sent(snapshot);
    assert.deepEqual([names(there), there.withheld], [['R/open.R'], 1]);
    assert.match(there.prefix, /rate_cases\($/);
    assert.deepEqual(names(await sent(snapshot, localGateway)), ['prive/scores.R', 'R/open.R']);
  });

  it('leaves a neighbour behind that a marker flags, also one that was never saved', async () => {
    const alike = 'weekly |> group_by(region, iso_week) |> summarise(visits = sum(visits))\n';
    editor.open('R/flagged.R', `# vigie: sensitive\n${alike}`);
    editor.open('untitled:Untitled-1', `# vigie: sensitive\n${alike.replace('visits =', 'deaths =')}`);
    editor.open('R/fine.R', alike.replace('visits =', 'total ='));
    const there = await sent(editor.snapshot('a.R', 'weekly |> group_by(region, iso_week) |> ║'));
    assert.deepEqual([names(there), there.withheld], [['R/fine.R'], 2]);
  });

  it('leaves rows of people behind whose header is not in the window', async () => {
    editor.open('R/pasted.R', `${header}${rows}`);
    const snapshot = editor.snapshot('a.R', 'Modèle8 Modèle9 Modèle10 Modèle11 Modèle12║');
    const there = await sent(snapshot);
    assert.ok(there.gathered > 0 && there.withheld === there.gathered, JSON.stringify(there));
    const alone = await sent(snapshot, mistral, ({ text, origin, purpose }) => ({ text, origin, purpose }));
    assert.equal(alone.withheld, 0, 'the window alone does not tell');
  });

  it('leaves a chunk behind that holds people, and completes', async () => {
    const report = `\`\`\`{r}\nlibrary(dplyr)\n\`\`\`\n\n\`\`\`{r}\n${header}${rows.slice(0, 300)}\`\`\`\n${'prose\n'.repeat(700)}\`\`\`{r}\nrates <- ║\n\`\`\`\n`;
    const there = await sent(editor.snapshot('report.qmd', report, 'quarto'));
    assert.deepEqual([there.context, there.withheld], [[{ name: 'report.qmd', text: 'library(dplyr)' }], 1]);
  });

  it('leaves an edit behind in a document that is flagged', async () => {
    editor.open('prive/plan.R', 'cut <- 1\n');
    editor.open('prive/plan.R', 'cut <- 2\n');
    const there = await sent(editor.snapshot('a.R', 'x <- ║'));
    assert.deepEqual([there.context, there.withheld], [[], 1]);
  });

  it('redacts in what goes along, also a value that only its document gives away', async () => {
    editor.open('R/read.R', `password <- "Tulip-9341-Meadow"\n${filler}read_cases <- function() connect("Tulip-9341-Meadow")\n`);
    const there = await sent(editor.snapshot('a.R', 'source("R/read.R")\nread_cases(║'));
    const all = JSON.stringify(there);
    assert.match(all, /read_cases <- function\(\) connect\(\\"«SECRET-1»/);
    assert.ok(!all.includes('Tulip'));
  });
});
