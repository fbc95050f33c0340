import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createDocuments, headReader } from '../../src/server/documents.ts';
import { OpenFiles } from '../../src/server/openFiles.ts';
import { fileUri } from '../../src/server/policy/fileUri.ts';
import type { ReadHeads } from '../../src/server/policy/labeller.ts';
import { DirectConnection } from '../support/directConnection.ts';
import { freshFolder } from '../support/folder.ts';
import { itWithLinks } from '../support/links.ts';

const marked = '# vigie: secret\nf <- 1\n';
const saved = 'f <- 1\n';

describe('the beginnings that may hold a marker', () => {
  const folder = freshFolder();
  let editor: DirectConnection;
  let heads: ReadHeads;
  beforeEach(() => {
    editor = new DirectConnection();
    const documents = createDocuments(() => undefined);
    heads = headReader(documents, new OpenFiles(documents));
    documents.listen(editor.connection);
  });

  for (const name of ['b.R', 'b (copy).R', "l'été@2024+.R"]) {
    it(`are the editor's for an open file, however its URI is spelt: ${name}`, async () => {
      folder.write({ [name]: saved });
      const path = join(folder.path, name);
      const spelt = [fileUri(path), pathToFileURL(path).href];
      for (const open of spelt) {
        editor.open(open, marked);
        for (const asked of spelt) assert.deepEqual(await heads(asked, path), [marked]);
        editor.close(open);
        for (const asked of spelt) assert.deepEqual(await heads(asked, path), [saved]);
      }
    });
  }

  it('are those of the file of today too for an earlier state, saved or not', async () => {
    folder.write({ 'b.R': saved });
    const path = join(folder.path, 'b.R');
    editor.open(fileUri(path), marked);
    const earlier = `git:${path}?${encodeURIComponent(JSON.stringify({ path, ref: '' }))}`;
    assert.deepEqual(await heads(earlier, path), [marked, saved]);
  });

  itWithLinks("are both the disk's and the editor's for a file that is open under its true name and read through a link", async () => {
    folder.write({ 'b.R': saved });
    const [path, link] = [join(folder.path, 'b.R'), join(folder.path, 'link.R')];
    symlinkSync(path, link);
    editor.open(fileUri(path), marked);
    assert.deepEqual(await heads(fileUri(link), path), [marked, saved]);
  });
});
