import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow, tree } from '../../../src/server/chat/attachedFolder.ts';
import { freshFolder } from '../../support/folder.ts';

describe('filesBelow', () => {
  const folder = freshFolder();
  const named = async (below = '', root = ''): Promise<string[]> => {
    const { files } = await filesBelow(join(folder.path, below), join(folder.path, root));
    return files.map((file) => file.below);
  };

  it('names what lies in a folder before what lies deeper, without what git ignores and tools fill', async () => {
    folder.write({
      '.gitignore': 'output/\n*.log\n',
      'R/epicurve.R': '',
      'R/.gitignore': '!kept.log\n/draft.R\n',
      'R/kept.log': '',
      'R/draft.R': '',
      'R/more/draft.R': '',
      'output/secret.csv': '',
      'renv/library/x.R': '',
      '.git/config': '',
      'node_modules/x.js': '',
      'a.log': '',
      'README.md': '',
    });
    assert.deepEqual(await named(), ['.gitignore', 'README.md', 'R/.gitignore', 'R/epicurve.R', 'R/kept.log', 'R/more/draft.R']);
    assert.deepEqual(await named('R'), ['.gitignore', 'epicurve.R', 'kept.log', 'more/draft.R'], 'what stands above counts as well');
    assert.deepEqual(await named('output'), [], 'what git ignores stays so where it is asked for itself');
  });

  it('names links and does not follow them', async () => {
    folder.write({ 'linked/data/x.csv': '' });
    symlinkSync('/', join(folder.path, 'linked/everything'));
    assert.deepEqual(await named('linked', 'linked'), ['everything', 'data/x.csv']);
  });

  it('names some of each folder where there are too many, and counts the others', async () => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`many/a/${index}.csv`, '']));
    folder.write({ ...many, 'many/b/last.R': '' });
    const { files, more } = await filesBelow(join(folder.path, 'many'), join(folder.path, 'many'));
    assert.equal(files.length, 61);
    assert.equal(files.at(-1)?.below, 'b/last.R');
    assert.equal(more, 40);
  });

  it('fails where there is no folder', async () => {
    await assert.rejects(filesBelow(join(folder.path, 'nowhere'), folder.path));
  });
});

describe('tree', () => {
  it('indents names under their folders, on one line each', () => {
    assert.equal(tree(['z.md', 'a/b\nc.R', 'a/d/e.R', 'f/g.R']), 'z.md\na/\n  b c.R\n  d/\n    e.R\nf/\n  g.R');
  });
});
