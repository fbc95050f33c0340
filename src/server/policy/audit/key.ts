import { createHmac, randomBytes } from 'node:crypto';
import { link, mkdir, unlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as l10n from '@vscode/l10n';
import { LRUCache } from 'lru-cache';
import { errorCode } from '../errorCode.ts';
import { readSwiftly } from '../swiftDisk.ts';

/** The name of the file that holds the key, in Vigie's storage folder. */
export const keyFileName = 'audit.key';

/** The key is as long as the hash (RFC 2104, section 3). */
const keyBytes = 32;

/** 128 bits of an HMAC are as many as a document's pseudonym needs (RFC 2104, section 5). */
const pseudonymCharacters = 32;

/** How many documents' pseudonyms are remembered: a person types in one for many requests. */
const rememberedPseudonyms = 200;

/** The keys that are derived from the one on the disk, so that no hash for one purpose can serve for another. */
export interface AuditKeys {
  /** Tells which key a log was written under, without telling the key. */
  readonly id: string;
  /** For the chain of a log's lines. */
  readonly chain: Buffer;
  /** For the seals of head files. */
  readonly head: Buffer;
  /** The keyed hash that stands for a document's URI. */
  readonly pseudonym: (uri: string) => string;
}

/** Derives the keys of all purposes by HMAC-SHA256 over the purpose's name. */
export function keysFrom(key: Buffer): AuditKeys {
  const derived = (purpose: string): Buffer => createHmac('sha256', key).update(purpose).digest();
  const pseudonyms = new LRUCache<string, string>({ max: rememberedPseudonyms });
  return {
    id: derived('vigie audit key id').toString('hex').slice(0, 16),
    chain: derived('vigie audit chain'),
    head: derived('vigie audit head'),
    pseudonym: (uri) => {
      const known = pseudonyms.get(uri);
      if (known !== undefined) return known;
      const pseudonym = createHmac('sha256', key).update(uri).digest('hex').slice(0, pseudonymCharacters);
      pseudonyms.set(uri, pseudonym);
      return pseudonym;
    },
  };
}

/** Reads the key; makes one where there is none yet. Every window of this machine shares it. */
export async function readOrMakeKey(file: string): Promise<Buffer> {
  const existing = await readKey(file);
  if (existing !== undefined) return existing;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  // Written aside and linked, so that another window never reads half a key, nor replaces one.
  const aside = `${file}.${randomBytes(8).toString('hex')}`;
  try {
    await writeFile(aside, randomBytes(keyBytes), { flag: 'wx', mode: 0o600 });
    await link(aside, file);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  } finally {
    await unlink(aside).catch(() => undefined);
  }
  const made = await readKey(file);
  if (made === undefined) throw new Error(l10n.t('The key of the audit log, {0}, could not be made.', file));
  return made;
}

/**
 * @returns undefined where there is no such file.
 * @throws where the file is no key: hashes under an empty or short one could be undone.
 */
export async function readKey(file: string): Promise<Buffer | undefined> {
  let key: Buffer;
  try {
    key = await readSwiftly(file);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  if (key.length === keyBytes) return key;
  throw new Error(
    l10n.t(
      'The key of the audit log, {0}, is damaged. Put a copy of it back. Without a copy, rename it: a new key is made, and what was logged until now can no longer be verified.',
      file,
    ),
  );
}
