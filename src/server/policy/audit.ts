import { createHmac, randomBytes } from 'node:crypto';
import { appendFile, link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Audit, Trace } from './audit/trace.ts';
import { errorCode } from './errorCode.ts';

export type { Audit, Trace };

/** 128 bits of an HMAC are as many as a document's pseudonym needs (RFC 2104, section 5). */
const hashCharacters = 32;

/** The key is as long as the hash (RFC 2104, section 3). */
const keyBytes = 32;

/** JSON lines in a file of this machine that only its owner can read. */
export class AuditLog implements Audit {
  readonly file: string;
  readonly #keyFile: string;
  #key: Promise<Buffer> | undefined;
  #last: Promise<void> = Promise.resolve();

  constructor(folder: string) {
    this.file = join(folder, 'audit.jsonl');
    this.#keyFile = join(folder, 'audit.key');
  }

  keep(trace: Trace): Promise<void> {
    const time = new Date().toISOString();
    const written = this.#last.then(() => this.#append(time, trace));
    this.#last = written.catch(() => undefined);
    return written;
  }

  async #append(time: string, trace: Trace): Promise<void> {
    this.#key ??= this.#readKey();
    let key: Buffer;
    try {
      key = await this.#key;
    } catch (error) {
      this.#key = undefined;
      throw error;
    }
    const documents = trace.documents.map((uri) =>
      createHmac('sha256', key).update(uri).digest('hex').slice(0, hashCharacters),
    );
    await appendFile(this.file, `${JSON.stringify({ time, ...trace, documents })}\n`, { mode: 0o600 });
  }

  /** The key that hides document names; made on first use and shared by every window of this machine. */
  async #readKey(): Promise<Buffer> {
    await mkdir(dirname(this.#keyFile), { recursive: true, mode: 0o700 });
    const existing = await this.#existingKey();
    if (existing !== undefined) return existing;
    // Written aside and linked, so that another window never reads half a key, nor replaces one.
    const aside = `${this.#keyFile}.${randomBytes(8).toString('hex')}`;
    await writeFile(aside, randomBytes(keyBytes), { flag: 'wx', mode: 0o600 });
    try {
      await link(aside, this.#keyFile);
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    } finally {
      await unlink(aside);
    }
    const made = await this.#existingKey();
    if (made === undefined) throw new Error(`${this.#keyFile} could not be made.`);
    return made;
  }

  /** @throws where the file is no key: hashes under an empty or short one could be undone. */
  async #existingKey(): Promise<Buffer | undefined> {
    let key: Buffer;
    try {
      key = await readFile(this.#keyFile);
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw error;
    }
    if (key.length !== keyBytes) throw new Error(`${this.#keyFile} is damaged. Delete it, and a new one is made.`);
    return key;
  }
}
