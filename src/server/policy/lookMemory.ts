import { createHmac, timingSafeEqual } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from '../replaceFile.ts';
import { kinshipKey } from './kinship/keyFile.ts';
import { SipHash } from './kinship/sipHash.ts';
import { readSwiftly } from './swiftDisk.ts';

const magic = Buffer.from('VIGLOOK1', 'latin1');
const headBytes = 16;
const sealBytes = 16;

/** The files that were not secret when all of a workspace had been looked at, by keyed hashes of their names. */
export class Harmless {
  /** When that look began, in milliseconds since 1970. */
  readonly since: number;
  readonly #sip: SipHash;
  readonly #known: Set<number>;

  constructor(key: Uint8Array, since: number, known: Iterable<number> = []) {
    this.since = since;
    this.#sip = new SipHash(createHmac('sha256', key).update('vigie looks').digest().subarray(0, 16));
    this.#known = new Set(known);
  }

  add(path: string, ino: bigint): void {
    this.#known.add(this.#hash(path, ino));
  }

  has(path: string, ino: bigint): boolean {
    return this.#known.has(this.#hash(path, ino));
  }

  get count(): number {
    return this.#known.size;
  }

  get hashes(): Float64Array {
    return Float64Array.from(this.#known);
  }

  /** 53 bits, as an exact number. */
  #hash(path: string, ino: bigint): number {
    const bytes = Buffer.from(`${path}\0${ino}`);
    this.#sip.hash(bytes, 0, bytes.length);
    return (this.#sip.high >>> 11) * 2 ** 32 + this.#sip.low;
  }
}

/** Remembers from one session to the next which files were harmless. What is damaged or sealed with another key is nothing. */
export class LookMemory {
  readonly #folder: string;
  readonly #time: () => number;
  #keyOnce: Promise<Buffer> | undefined;

  /**
   * @param folder Vigie's storage folder.
   * @param time tells the time in milliseconds since 1970, for tests.
   */
  constructor(folder: string, time = () => Date.now()) {
    this.#folder = join(folder, 'kinship');
    this.#time = time;
  }

  /** An empty memory of a look that begins now. @throws where there is no key and none can be made. */
  async begin(): Promise<Harmless> {
    return new Harmless(await this.#key(), this.#time());
  }

  /** @param workspace any text that stands for the workspace. */
  async recall(workspace: string): Promise<Harmless | undefined> {
    try {
      const key = await this.#key();
      const bytes = await readSwiftly(this.#fileOf(workspace, key));
      const sealed = bytes.subarray(0, -sealBytes);
      const isSound = bytes.length >= headBytes + sealBytes && sealed.subarray(0, 8).equals(magic);
      if (!isSound || !timingSafeEqual(bytes.subarray(-sealBytes), seal(key, workspace, sealed))) return undefined;
      const numbers = new Float64Array((sealed.length - 8) / 8);
      Buffer.from(numbers.buffer).set(sealed.subarray(8));
      return new Harmless(key, numbers[0] ?? 0, numbers.subarray(1));
    } catch {
      return undefined;
    }
  }

  /** @throws where it cannot be written. */
  async keep(workspace: string, { since, hashes }: Harmless): Promise<void> {
    const key = await this.#key();
    const body = Buffer.concat([magic, Buffer.from(Float64Array.of(since).buffer), Buffer.from(hashes.buffer)]);
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await replaceFile(this.#fileOf(workspace, key), Buffer.concat([body, seal(key, workspace, body)]));
  }

  async #key(): Promise<Buffer> {
    this.#keyOnce ??= kinshipKey(join(this.#folder, 'key'));
    try {
      return await this.#keyOnce;
    } catch (error) {
      this.#keyOnce = undefined;
      throw error;
    }
  }

  #fileOf(workspace: string, key: Uint8Array): string {
    return join(this.#folder, `look-${createHmac('sha256', key).update(`look\0${workspace}`).digest('hex').slice(0, 32)}`);
  }
}

function seal(key: Uint8Array, workspace: string, bytes: Uint8Array): Buffer {
  return createHmac('sha256', key).update(`look seal\0${workspace}\0`).update(bytes).digest().subarray(0, sealBytes);
}
