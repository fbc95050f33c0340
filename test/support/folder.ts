import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '../../scripts/temporary.mjs';

/** An empty folder of a test. */
export interface Folder {
  readonly path: string;
  /** Writes files by their paths in the folder, with `/`, and the folders that they lie in. */
  readonly write: (files: Readonly<Record<string, string | Uint8Array>>) => void;
}

/** Makes an empty folder before each test of the suite that calls it, and removes it after. */
export function freshFolder(): Folder {
  return foldersBetween(beforeEach, afterEach);
}

/** Makes one empty folder before all tests of the suite that calls it, and removes it after them. */
export function sharedFolder(): Folder {
  return foldersBetween(before, after);
}

function foldersBetween(begin: Mocha.HookFunction, end: Mocha.HookFunction): Folder {
  let folder: ReturnType<typeof temporaryFolder> | undefined;
  const path = (): string => {
    if (folder === undefined) throw new Error('The folder exists only while a test runs.');
    return folder.path;
  };
  begin(() => {
    folder = temporaryFolder();
  });
  end(() => {
    folder?.remove();
    folder = undefined;
  });
  return {
    get path() {
      return path();
    },
    write: (files) => {
      for (const [name, content] of Object.entries(files)) {
        const file = join(path(), name);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, content);
      }
    },
  };
}
