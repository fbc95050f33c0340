import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../scripts/temporary.mjs';

/** `it` for tests that make symbolic links: Windows lets only administrators, and developers who said so, make them. */
export const itWithLinks: Mocha.TestFunction | Mocha.PendingTestFunction = linksCanBeMade() ? it : it.skip;

function linksCanBeMade(): boolean {
  if (process.platform !== 'win32') return true;
  const folder = temporaryFolder();
  try {
    symlinkSync(folder.path, join(folder.path, 'link'));
    return true;
  } catch {
    return false;
  } finally {
    folder.remove();
  }
}
