import { dirname, join } from 'node:path';
import { statSwiftly } from '../swiftDisk.ts';
import { aiIgnoreNames } from './aiIgnore.ts';
import { gitAttributesName } from './gitAttributes.ts';

/** Files that say of others how sensitive they are, beside rules, which are always read anew. */
export const sayingFiles: ReadonlySet<string> = new Set([gitAttributesName, ...aiIgnoreNames]);

/** Whether a file beside a folder or above it that says how sensitive files are has changed since then. */
export async function saysOtherwise(folder: string, since: bigint): Promise<boolean> {
  for (let above = folder; ; above = dirname(above)) {
    for (const name of sayingFiles) {
      const found = await statSwiftly(join(above, name)).catch(() => undefined);
      if (found !== undefined && found.ctimeNs >= since) return true;
    }
    if (dirname(above) === above) return false;
  }
}
