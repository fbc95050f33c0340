import assert from 'node:assert/strict';
import { earlierChunks } from '../../../../src/server/context/sources/earlierChunks.ts';
import { freshFolder } from '../../../support/folder.ts';
import { collected, filler, InventedEditor } from '../projects.ts';

describe('the earlier chunks that a completion draws on', () => {
  const folder = freshFolder();
  let editor: InventedEditor;
  beforeEach(() => {
    editor = new InventedEditor(folder.path);
  });

  it('are the code of the report above the prompt, its own language and what sets up first', async () => {
    const report =
      '---\ntitle: x\n---\n```{r}\nlibrary(dplyr)\n```\nprose\n```{python}\nx = 1\n```\n```{r}\nrates <- counts(1)\n```\n' + `\n\`\`\`{r}\n${filler}rate║\n\`\`\`\n`;
    const place = editor.placeIn('report.qmd', report, 'quarto');
    const fragments = await collected(earlierChunks, place);
    const [setup, python, rates, cut] = fragments;
    assert.deepEqual([setup?.text, python?.text, rates?.text], ['library(dplyr)', 'x = 1', 'rates <- counts(1)']);
    assert.ok(cut !== undefined && cut.start! + cut.text.length <= place.window.start, 'only what stands above the prompt');
    assert.ok(setup!.rank > rates!.rank && rates!.rank > python!.rank);
    for (const { text, start, document } of fragments) assert.equal(document.text.slice(start, start! + text.length), text);
  });

  it('are none in a program', async () => {
    assert.deepEqual(await collected(earlierChunks, editor.placeIn('a.R', `${filler}x║`)), []);
  });

  it('are the other cells of the same notebook, code only', async () => {
    const cell = (name: string) => `vscode-notebook-cell:${folder.path}/rates.ipynb#${name}`;
    editor.open(cell('W0'), 'import pandas as pd\n', 'python');
    editor.open(cell('W1'), '# Title\n', 'markdown');
    editor.open(cell('W2'), 'cases = pd.read_csv("c.csv")\n', 'python');
    editor.open(`vscode-notebook-cell:${folder.path}/other.ipynb#W0`, 'other = 1\n', 'python');
    editor.open(cell('W3'), '', 'python');
    editor.open(cell('W4'), 'print(cases)\n', 'python');
    const fragments = await collected(earlierChunks, editor.placeIn(cell('W3'), 'rates = ║', 'python'));
    assert.deepEqual(
      fragments.map(({ text, document }) => [text, document.uri]),
      [
        ['import pandas as pd', cell('W0')],
        ['cases = pd.read_csv("c.csv")', cell('W2')],
        ['print(cases)', cell('W4')],
      ],
    );
    assert.ok(fragments[2]!.rank < fragments[1]!.rank);
  });

  it('are cut at a line, where they are long', async () => {
    const report = `\`\`\`{r}\n${'counts <- prepare(counts)\n'.repeat(100)}\`\`\`\n${'prose\n'.repeat(200)}\`\`\`{r}\n║\n\`\`\`\n`;
    const [fragment] = await collected(earlierChunks, editor.placeIn('report.qmd', report, 'quarto'));
    assert.ok(fragment!.text.length <= 600 && fragment!.text.endsWith('counts <- prepare(counts)'));
  });
});
