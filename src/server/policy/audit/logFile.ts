import { close, fstatSync, ftruncate, open, openSync, write, writeSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { askDisk, statSwiftly } from '../swiftDisk.ts';
import { chainLine, headText, noHash, type Head, type LogRecord } from './chain.ts';
import { headNameOf } from './files.ts';
import type { AuditKeys } from './key.ts';

/** Only the owner reads and writes a log. */
const mode = 0o600;

/** An open file, and the number that tells it from another one of the same name. */
interface OpenFile {
  readonly descriptor: number;
  readonly inode: bigint;
}

/** Makes a file and opens it. @throws where there is one already, or none can be made. */
async function begin(path: string, flags: 'ax' | 'wx'): Promise<OpenFile> {
  const descriptor = await askDisk(path, () => openSync(path, flags, mode), () => promisify(open)(path, flags, mode));
  return { descriptor, inode: fstatSync(descriptor, { bigint: true }).ino };
}

/** One log that this process writes: its file and its head file, both kept open. */
export class LogFile {
  readonly name: string;
  readonly #folder: string;
  readonly #keys: AuditKeys;
  readonly #file: OpenFile;
  #head: OpenFile | undefined;
  #last: Head;
  #size = 0;
  /** A line was cut short and could not be taken back: nothing may follow it. */
  #torn = false;

  private constructor(folder: string, name: string, keys: AuditKeys, file: OpenFile) {
    this.#folder = folder;
    this.name = name;
    this.#keys = keys;
    this.#file = file;
    this.#last = { log: name, seq: -1, hmac: noHash, time: '' };
  }

  /** Begins a log with its header, then its head. @throws where the folder takes no file. */
  static async create(folder: string, name: string, keys: AuditKeys, header: LogRecord, time: string): Promise<LogFile> {
    const log = new LogFile(folder, name, keys, await begin(join(folder, name), 'ax'));
    try {
      await log.append(header, time);
      log.#head = await begin(join(folder, headNameOf(name)), 'wx');
      await log.#writeHead();
      return log;
    } catch (error) {
      await log.close();
      // A full disk is asked again for every verdict; it must not fill with beginnings.
      for (const begun of [name, headNameOf(name)]) await rm(join(folder, begun), { force: true }).catch(() => undefined);
      throw error;
    }
  }

  /** The last line written. */
  get last(): Head {
    return this.#last;
  }

  /** In bytes. */
  get size(): number {
    return this.#size;
  }

  /** Whether lines can follow. */
  get sound(): boolean {
    return !this.#torn;
  }

  /**
   * Appends a line and notes it in the head file.
   * @returns whether both files are still where they were, and as long as they were left: if not, someone removed or
   * changed them, and the line may be lost.
   * @throws where the line or the head could not be written; the log is then as before, or no longer `sound`.
   */
  async append(record: LogRecord, time: string): Promise<boolean> {
    const seq = this.#last.seq + 1;
    const { text, hmac } = chainLine(this.#keys.chain, this.#last.hmac, seq, record);
    const bytes = Buffer.from(text);
    await this.#write(bytes);
    this.#size += bytes.length;
    this.#last = { log: this.name, seq, hmac, time };
    if (this.#head === undefined) return true;
    const [, untouched] = await Promise.all([this.#writeHead(), this.#untouched()]);
    return untouched;
  }

  async close(): Promise<void> {
    await Promise.allSettled([this.#file, this.#head].map(async (each) => each && promisify(close)(each.descriptor)));
  }

  async #write(bytes: Buffer): Promise<void> {
    try {
      for (let done = 0; done < bytes.length; ) {
        done += await this.#writeTo(this.#file, bytes.subarray(done), null);
      }
    } catch (error) {
      // A disk that fills up takes part of a line.
      await promisify(ftruncate)(this.#file.descriptor, this.#size).catch(() => {
        this.#torn = true;
      });
      throw error;
    }
  }

  async #writeHead(): Promise<void> {
    if (this.#head !== undefined) await this.#writeTo(this.#head, Buffer.from(headText(this.#keys.head, this.#last)), 0);
  }

  /** A line is some hundred bytes, which a local disk takes at once: that a thread is asked to write them costs more. */
  #writeTo({ descriptor }: OpenFile, bytes: Buffer, position: number | null): Promise<number> {
    return askDisk(
      join(this.#folder, this.name),
      () => writeSync(descriptor, bytes, 0, bytes.length, position),
      async () => (await promisify(write)(descriptor, bytes, 0, bytes.length, position)).bytesWritten,
    );
  }

  async #untouched(): Promise<boolean> {
    const size = BigInt(this.#size);
    const at = (name: string) => statSwiftly(join(this.#folder, name)).catch(() => undefined);
    const [log, head] = await Promise.all([at(this.name), at(headNameOf(this.name))]);
    return log?.ino === this.#file.inode && log.size === size && head?.ino === this.#head?.inode;
  }
}
