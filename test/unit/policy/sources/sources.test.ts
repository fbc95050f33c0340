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
});
