import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Makes an empty folder of its own. Its path is short, since sockets lie in some of them, whose paths may have 107
 * bytes (unix(7)), and without links, of which macOS has one on the way.
 * @returns {{ path: string, remove: () => void }} `remove` takes it away with all that is in it.
 */
export function temporaryFolder() {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'vg-')));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}
