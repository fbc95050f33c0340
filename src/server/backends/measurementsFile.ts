import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod';
import { replaceFile } from '../replaceFile.ts';
import type { Knowledge } from './knowledge.ts';
import { believed, latest, measurementsSchema, type Kept } from './measurements.ts';

/** How long after a measurement it is written at the latest, in milliseconds: with every answer would be a waste. */
export const writeMilliseconds = 60_000;

/** How many servers are remembered; a person has a handful. */
const serversAtMost = 50;

/** The file by the address of each server's interface. */
const fileSchema = z.object({ version: z.literal(1), servers: z.record(z.string(), measurementsSchema) });

/**
 * What was measured of servers, for the next session: in one small file on this machine that only its owner may read.
 * It has addresses, numbers and times. Windows that write at once lose a measurement at worst.
 */
export class MeasurementsFile {
  readonly #path: string;
  readonly #knowledge: Knowledge;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  /** @param knowledge what is known in this session: it is given what the file holds, and the file what it measures. */
  constructor(path: string, knowledge: Knowledge) {
    this.#path = path;
    this.#knowledge = knowledge;
    knowledge.onDidMeasure(() => {
      this.#timer ??= setTimeout(() => void this.flush(), writeMilliseconds).unref();
    });
  }

  /** Takes over what earlier sessions measured. A file that is missing or damaged tells nothing. Does not throw. */
  async load(): Promise<void> {
    this.#knowledge.take(await this.#read());
  }

  /** Writes what was measured and not written yet. Does not throw: what is lost is measured again. */
  flush(): Promise<void> {
    if (this.#timer === undefined) return this.#writing;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(() => this.#write()).catch(() => undefined);
    return this.#writing;
  }

  async #read(): Promise<Record<string, Kept>> {
    try {
      const { servers } = fileSchema.parse(JSON.parse(await readFile(this.#path, 'utf8')));
      // What a clock that went ahead has written would else be the latest for good.
      return Object.fromEntries(Object.entries(servers).map(([address, kept]) => [address, believed(kept)]));
    } catch {
      return {};
    }
  }

  async #write(): Promise<void> {
    const others = await this.#read();
    const here = this.#knowledge.measurements;
    const addresses = [...new Set([...Object.keys(others), ...Object.keys(here)])];
    const servers = addresses
      .map((address) => [address, latest(others[address] ?? {}, here[address] ?? {})] as const)
      .filter(([, kept]) => Object.keys(kept).length > 0)
      .sort(([, one], [, other]) => lastAt(other) - lastAt(one))
      .slice(0, serversAtMost);
    await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 });
    await replaceFile(this.#path, JSON.stringify({ version: 1, servers: Object.fromEntries(servers) }));
  }
}

function lastAt(kept: Kept): number {
  return Math.max(-Infinity, ...Object.values(kept).map(({ at }) => at));
}
