import { unlink } from 'node:fs/promises';
import { readOrMakeKey } from '../audit/key.ts';

/**
 * This machine's key for kinship; a damaged one is replaced, and all entries are made anew, since theirs is gone.
 * @throws where it can be neither read nor made.
 */
export async function kinshipKey(file: string): Promise<Buffer> {
  try {
    return await readOrMakeKey(file);
  } catch {
    await unlink(file);
    return readOrMakeKey(file);
  }
}
