import { createHmac } from 'node:crypto';
import { GramKeys } from './winnow.ts';

/** What keys are derived for, so that no hash for one purpose can serve for another. */
type Purpose = 'grams' | 'entries' | 'signature';

/** The key of 32 bytes for one purpose, by HMAC-SHA256 over the purpose's name. */
export function derivedKey(key: Uint8Array, purpose: Purpose): Buffer {
  return createHmac('sha256', key).update(`vigie kinship ${purpose}`).digest();
}

/** The secrets of grams. */
export function gramKeysFrom(key: Uint8Array): GramKeys {
  return new GramKeys(derivedKey(key, 'grams'));
}
