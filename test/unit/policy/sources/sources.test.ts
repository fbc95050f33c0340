import assert from 'node:assert/strict';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { Sources } from '../../../../src/server/policy/sources/sources.ts';
import { freshFolder } from '../../../support/folder.ts';

describe('Sources', () => {
  const folder = freshFolder();

  it('hears all of them', async () => {
    folder.write({
      '.cursorignore': 'data/\n',
      'data/.gitattributes': '*.docx vigie\n',
      'data/a.docx': Buffer.from(`d0cf11e0a1b11ae1${'00'.repeat(504)}`, 'hex'),
    });
    const root = realpathSync(folder.path);
    const sources = new Sources();
    const rules = async (path: string) => (await sources.findings(root, join(root, path))).map(({ rule }) => rule);
    assert.deepEqual(await rules('data/a.docx'), ['ai-ignore', 'git-attributes', 'purview']);
    assert.deepEqual(await rules('R/a.R'), []);
    assert.deepEqual(await rules('not/there/yet.R'), []);
  });

  it('looks up to the top of the repository, and without one no further than the root', async () => {
    folder.write({ '.gitattributes': '*.csv vigie\n', '.cursorignore': '*.key\n', 'project/data/a.csv': '' });
    const root = join(realpathSync(folder.path), 'project');
    const rules = async (path: string) => (await new Sources().findings(root, join(root, path))).map(({ rule }) => rule);
    assert.deepEqual(await rules('data/a.csv'), []);
    folder.write({ '.git/HEAD': 'ref: refs/heads/main\n' });
    assert.deepEqual(await rules('data/a.csv'), ['git-attributes']);
    assert.deepEqual(await rules('a.key'), ['ai-ignore']);
    folder.write({ 'project/.git': 'gitdir: ../.git/modules/project\n' });
    assert.deepEqual(await rules('data/a.csv'), []);
  });
});
