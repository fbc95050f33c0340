import { randomBytes } from 'node:crypto';
import { promises, renameSync, rmSync, writeFileSync } from 'node:fs';

/** What is written aside: only its owner may read it, and it is no file that was there before. */
const aside = { mode: 0o600, flag: 'wx' } as const;

/**
 * Writes a file aside and gives it its name then, so that whoever reads meanwhile, in this window or another, gets the
 * old one or the new one, never half of it. Its folder must be there.
 * @throws where it cannot be written; nothing is left aside then.
 */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const written = besides(path);
  try {
    await promises.writeFile(written, content, aside);
    await promises.rename(written, path);
  } catch (error) {
    await promises.rm(written, { force: true });
    throw error;
  }
}

/** The same at once, for threads of their own and for what nobody waits for. @throws as `replaceFile` */
export function replaceFileSync(path: string, content: Uint8Array): void {
  const written = besides(path);
  try {
    writeFileSync(written, content, aside);
    renameSync(written, path);
  } catch (error) {
    rmSync(written, { force: true });
    throw error;
  }
}

function besides(path: string): string {
  return `${path}.${randomBytes(8).toString('hex')}`;
}
