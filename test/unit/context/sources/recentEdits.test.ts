import assert from 'node:assert/strict';
import { recentEdits } from '../../../../src/server/context/sources/recentEdits.ts';
import { freshFolder } from '../../../support/folder.ts';
import { collected, filler, InventedEditor } from '../projects.ts';

describe('the recent edits that a completion draws on', () => {
  const folder = freshFolder();
  let editor: InventedEditor;
  beforeEach(() => {
    editor = new InventedEditor(folder.path);
  });

  it('are the lines that changed in any open document, the latest last, as they stand there now', async () => {
    editor.open('b.R', `${filler}rate <- n\n`);
    editor.open('c.R', 'a <- 1\n');
    editor.open('b.R', `${filler}rate <- 1e5 * n / pop\n`);
    editor.open('c.R', 'a <- 2\n');
    editor.open('b.R', `# head\n${filler}rate <- 1e5 * n / pop\n`);
    const fragments = await collected(recentEdits, editor.placeIn('a.R', 'x║'));
    assert.deepEqual(fragments.map(({ text }) => text), ['rate <- 1e5 * n / pop', 'a <- 2', '# head']);
    for (const { text, start, document } of fragments) assert.equal(document.text.slice(start, start! + text.length), text);
    assert.ok(fragments[2]!.rank > fragments[0]!.rank);
  });

  it('leave out what the prompt holds, and what is the same twice', async () => {
    editor.open('a.R', `old <- 0\n${filler}x <- 0\n`);
    editor.open('a.R', `old <- 1\n${filler}x <- 0\n`);
    editor.open('b.R', 'z <- 0\n');
    editor.open('b.R', 'old <- 1\n');
    const fragments = await collected(recentEdits, editor.placeIn('a.R', `old <- 1\n${filler}x <- 1║\n`));
    assert.deepEqual(fragments.map(({ text }) => text), ['old <- 1']);
  });

  it('go with their document', async () => {
    editor.open('b.R', 'a <- 1\n');
    const { uri } = editor.open('b.R', 'a <- 2\n');
    editor.documents.delete(uri);
    editor.project.close(uri);
    assert.deepEqual(await collected(recentEdits, editor.placeIn('a.R', 'x║')), []);
  });
});
