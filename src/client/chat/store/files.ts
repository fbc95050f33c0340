import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { absent } from './absent.ts';
import { alone, type Hold } from './lock.ts';

/** A file's name, size in bytes and time of the last change in milliseconds since 1970. */
export interface FileFacts {
  readonly name: string;
  readonly size: number;
  readonly changed: number;
}

/** Texts by their names, as a folder has them. Every method may throw what the file system throws. */
export interface Files {
  list(): Promise<FileFacts[]>;
  /** @returns undefined where there is no such file. */
  facts(name: string): Promise<FileFacts | undefined>;
  /** @returns undefined where there is no such file. */
  read(name: string): Promise<string | undefined>;
  /** @returns what a file begins with, so many bytes of it; undefined where there is no such file. */
  beginning(name: string, bytes: number): Promise<string | undefined>;
  /**
   * Whoever reads meanwhile gets the old text or the new one, never a part of it. Nobody else may write to this name
   * meanwhile, and what a window has half written that died is taken away.
   * @param hold as `alone` gives it for this name
   * @throws where the lock is lost
   */
  write(name: string, text: string, hold: Hold): Promise<void>;
  /** Takes a file away, with all that was put aside of it. */
  remove(name: string): Promise<void>;
  /** Takes a file away like `remove`, and remembers that somebody wanted it gone. */
  bury(name: string): Promise<void>;
  /** Whether a file was buried, in this window or another. */
  isBuried(name: string): Promise<boolean>;
  /** Gives a file another name under which `list` does not have it. @returns where it is now, for a person. */
  setAside(name: string): Promise<string>;
  /** Runs something while nobody else does so for this name, in this window or another; again where that could not be kept up. */
  alone<T>(name: string, run: (hold: Hold) => Promise<T>): Promise<T>;
}

const extension = '.json';

/** What stands behind the name of a file that was buried; of one that is half written; of all that may be left of one. */
const buried = '.deleted';
const halfWritten = /\.part$/;
const leftOvers = /\.(?:unreadable|part)$/;

/** How long it is known of a file that it was buried, in milliseconds: longer than any window stays open that shows it. */
const buriedFor = 90 * 24 * 60 * 60 * 1000;

/** A folder on the disk that only its owner may read: conversations hold what was attached to them. */
export class DiskFiles implements Files {
  readonly #folder: string;

  /** @param folder its path; it is made with the first file */
  constructor(folder: string) {
    this.#folder = folder;
  }

  async list(): Promise<FileFacts[]> {
    const names = await readdir(this.#folder).catch(absent);
    const facts = (names ?? []).filter((name) => name.endsWith(extension)).map((name) => this.facts(name));
    return (await Promise.all(facts)).filter((each) => each !== undefined);
  }

  async facts(name: string): Promise<FileFacts | undefined> {
    const found = await stat(join(this.#folder, name)).catch(absent);
    return found && { name, size: found.size, changed: found.mtimeMs };
  }

  read(name: string): Promise<string | undefined> {
    return readFile(join(this.#folder, name), 'utf8').catch(absent);
  }

  async beginning(name: string, bytes: number): Promise<string | undefined> {
    const file = await open(join(this.#folder, name)).catch(absent);
    if (file === undefined) return undefined;
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, 0);
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await file.close();
    }
  }

  async write(name: string, text: string, hold: Hold): Promise<void> {
    await this.#made();
    await hold();
    await this.#removeBeside(name, halfWritten);
    const path = join(this.#folder, name);
    const beside = `${path}.${randomUUID()}.part`;
    try {
      await writeFile(beside, text, { mode: 0o600, flush: true });
      await hold();
      await rename(beside, path);
    } catch (error) {
      await rm(beside, { force: true });
      throw error;
    }
  }

  async remove(name: string): Promise<void> {
    await this.#removeBeside(name, leftOvers);
    await rm(join(this.#folder, name), { force: true });
  }

  async #removeBeside(name: string, which: RegExp): Promise<void> {
    const names = (await readdir(this.#folder).catch(absent)) ?? [];
    const left = names.filter((each) => each.startsWith(`${name}.`) && which.test(each));
    await Promise.all(left.map((each) => rm(join(this.#folder, each), { force: true })));
  }

  async bury(name: string): Promise<void> {
    await this.#made();
    await writeFile(join(this.#folder, `${name}${buried}`), '', { mode: 0o600 });
    await this.remove(name);
    await this.#forgetBuried();
  }

  async isBuried(name: string): Promise<boolean> {
    return (await stat(join(this.#folder, `${name}${buried}`)).catch(absent)) !== undefined;
  }

  async #forgetBuried(): Promise<void> {
    const names = (await readdir(this.#folder)).filter((name) => name.endsWith(buried));
    const paths = names.map((name) => join(this.#folder, name));
    await Promise.all(
      paths.map(async (path) => {
        const found = await stat(path).catch(absent);
        if (found !== undefined && Date.now() - found.mtimeMs > buriedFor) await rm(path, { force: true });
      }),
    );
  }

  async setAside(name: string): Promise<string> {
    const path = join(this.#folder, name);
    const aside = `${path}.${Date.now()}.unreadable`;
    await rename(path, aside);
    return aside;
  }

  async alone<T>(name: string, run: (hold: Hold) => Promise<T>): Promise<T> {
    await this.#made();
    return alone(join(this.#folder, name), run);
  }

  async #made(): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
  }
}

/** Files that are gone with the window, for one without a folder. */
export class MemoryFiles implements Files {
  readonly #texts = new Map<string, { text: string; changed: number }>();
  readonly #buried = new Set<string>();
  #queue: Promise<unknown> = Promise.resolve();

  list(): Promise<FileFacts[]> {
    return Promise.resolve([...this.#texts.keys()].flatMap((name) => this.#factsOf(name) ?? []));
  }

  facts(name: string): Promise<FileFacts | undefined> {
    return Promise.resolve(this.#factsOf(name));
  }

  #factsOf(name: string): FileFacts | undefined {
    const found = this.#texts.get(name);
    return found && { name, size: Buffer.byteLength(found.text), changed: found.changed };
  }

  read(name: string): Promise<string | undefined> {
    return Promise.resolve(this.#texts.get(name)?.text);
  }

  beginning(name: string, bytes: number): Promise<string | undefined> {
    const text = this.#texts.get(name)?.text;
    return Promise.resolve(text && Buffer.from(text).toString('utf8', 0, bytes));
  }

  write(name: string, text: string): Promise<void> {
    this.#texts.set(name, { text, changed: Date.now() });
    return Promise.resolve();
  }

  remove(name: string): Promise<void> {
    this.#texts.delete(name);
    return Promise.resolve();
  }

  bury(name: string): Promise<void> {
    this.#buried.add(name);
    return this.remove(name);
  }

  isBuried(name: string): Promise<boolean> {
    return Promise.resolve(this.#buried.has(name));
  }

  async setAside(name: string): Promise<string> {
    await this.remove(name);
    return name;
  }

  alone<T>(_name: string, run: (hold: Hold) => Promise<T>): Promise<T> {
    const turn = this.#queue.then(() => run(() => Promise.resolve()));
    this.#queue = turn.catch(() => undefined);
    return turn;
  }
}
