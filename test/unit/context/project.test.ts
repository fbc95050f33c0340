import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { URI } from 'vscode-uri';
import { Project, type ProgramText } from '../../../src/server/context/project.ts';
import { freshFolder } from '../../support/folder.ts';

describe('the programs of a project', () => {
  const folder = freshFolder();
  const projectWith = (open?: ProgramText) =>
    new Project({ open: () => (open === undefined ? [] : [open]), at: () => open, folders: () => [folder.path], nameOf: (uri) => uri });

  for (const name of ['b.R', 'b (copy).R', "l'été@2024+.R"]) {
    it(`have the name from the disk that an editor would give them: ${name}`, async () => {
      folder.write({ [name]: 'f <- 1\n' });
      const path = join(folder.path, name);
      const read = await projectWith().read(path, URI.file(join(folder.path, 'a.R')).toString());
      assert.equal(read?.uri, URI.file(path).toString());
    });

    it(`have the name that the editor has given them where they are open: ${name}`, async () => {
      const path = join(folder.path, name);
      const open = { uri: pathToFileURL(path).href, languageId: 'r', text: 'f <- 2\n' };
      assert.equal(await projectWith(open).read(path, open.uri), open);
    });
  }
});
