import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Every folder of this process: at its end none is left, whatever was interrupted. */
const made = new Set();

process.once('exit', () => {
  for (const path of made) discard(path);
});

/**
 * Makes an empty folder of its own. Its path is short, since sockets lie in some of them, whose paths may have 107
 * bytes (unix(7)), and without links, of which macOS has one on the way.
 * @returns {{ path: string, remove: () => void }} `remove` takes it away with all that is in it; the end of this
 *   process does so at the latest.
 */
export function temporaryFolder() {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'vg-')));
  made.add(path);
  return { path, remove: () => discard(path) };
}

/** A program that is just ending may still write into the folder: hence several tries. */
function discard(path) {
  rmSync(path, { recursive: true, force: true, maxRetries: 5 });
}
