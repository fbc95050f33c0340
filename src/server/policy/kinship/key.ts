import { createHmac } from 'node:crypto';
import { unlink } from 'node:fs/promises';
import { readOrMakeKey } from '../audit/key.ts';
import { GramKeys } from './winnow.ts';

/** What keys are derived for, so that no hash for one purpose can serve for another. */
type Purpose = 'grams' | 'entries' | 'signature';

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

/** The key of 32 bytes for one purpose, by HMAC-SHA256 over the purpose's name. */
export function derivedKey(key: Uint8Array, purpose: Purpose): Buffer {
  return createHmac('sha256', key).update(`vigie kinship ${purpose}`).digest();
}

/** The secrets of grams. */
export function gramKeysFrom(key: Uint8Array): GramKeys {
  return new GramKeys(derivedKey(key, 'grams'));
}
