import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

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
  /** Whoever reads meanwhile gets the old text or the new one, never a part of it. */
  write(name: string, text: string): Promise<void>;
  remove(name: string): Promise<void>;
  /** Gives a file another name under which `list` does not have it. @returns where it is now, for a person. */
  setAside(name: string): Promise<string>;
  /** Runs something while nobody else does so for this name, in this window or another. */
  alone<T>(name: string, run: () => Promise<T>): Promise<T>;
}

const extension = '.json';

/** How long another window may hold a lock before it is taken to have died with it, in milliseconds. */
const lockLife = 10_000;

/** How long between two looks at a lock, in milliseconds. */
const lockLook = 20;

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

  async write(name: string, text: string): Promise<void> {
    await this.#made();
    const path = join(this.#folder, name);
    const beside = `${path}.${randomUUID()}.part`;
    try {
      await writeFile(beside, text, { mode: 0o600, flush: true });
      await rename(beside, path);
    } catch (error) {
      await rm(beside, { force: true });
      throw error;
    }
  }

  async remove(name: string): Promise<void> {
    await rm(join(this.#folder, name), { force: true });
  }

  async setAside(name: string): Promise<string> {
    const path = join(this.#folder, name);
    const aside = `${path}.${Date.now()}.unreadable`;
    await rename(path, aside);
    return aside;
  }

  async alone<T>(name: string, run: () => Promise<T>): Promise<T> {
    await this.#made();
    const lock = join(this.#folder, `${name}.lock`);
    while (!(await taken(lock))) await new Promise((resolve) => setTimeout(resolve, lockLook));
    try {
      return await run();
    } finally {
      await rm(lock, { force: true });
    }
  }

  async #made(): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
  }
}

/** Files that are gone with the window, for one without a folder. */
export class MemoryFiles implements Files {
  readonly #texts = new Map<string, { text: string; changed: number }>();
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

  write(name: string, text: string): Promise<void> {
    this.#texts.set(name, { text, changed: Date.now() });
    return Promise.resolve();
  }

  remove(name: string): Promise<void> {
    this.#texts.delete(name);
    return Promise.resolve();
  }

  async setAside(name: string): Promise<string> {
    await this.remove(name);
    return name;
  }

  alone<T>(_name: string, run: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(run);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }
}

/** Takes a lock that nobody holds, or that its holder has left behind, be it by a clock that was set back since. */
async function taken(lock: string): Promise<boolean> {
  try {
    await (await open(lock, 'wx', 0o600)).close();
    return true;
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
    const found = await stat(lock).catch(absent);
    if (found !== undefined && Math.abs(Date.now() - found.mtimeMs) > lockLife) await rm(lock, { force: true });
    return false;
  }
}

function absent(error: unknown): undefined {
  if (!hasCode(error, 'ENOENT')) throw error;
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
