import { statSync } from 'node:fs';
import type { Kin, KinshipIndex, Passage } from '../../src/server/policy/byKinship.ts';
import type { FlaggedReader } from '../../src/server/policy/flaggedFiles.ts';

/**
 * The kinship index of one case. Passages are found by the real index, which has read every table of the world once;
 * a match counts where the case has flagged the file. Building an index anew would take longer than all else.
 */
export class FlaggedNow implements KinshipIndex, FlaggedReader {
  readonly highestUnread = 'public';
  readonly failure = undefined;
  readonly changed = (): Promise<void> => new Promise(() => undefined);
  readonly #passages: { kinOf(text: string): readonly Passage[] };
  #flagged = new Map<string, Kin>();
  #links = new Map<string, Kin[]>();

  constructor(passages: { kinOf(text: string): readonly Passage[] }) {
    this.#passages = passages;
  }

  refresh(flagged: Iterable<Kin>): Promise<void> {
    this.#flagged = new Map([...flagged].map((file) => [file.path, file]));
    this.#links = new Map();
    for (const file of this.#flagged.values()) {
      const found = statSync(file.path, { bigint: true, throwIfNoEntry: false });
      if (found === undefined || found.nlink < 2n) continue;
      const key = `${found.dev} ${found.ino}`;
      this.#links.set(key, [...(this.#links.get(key) ?? []), file]);
    }
    return Promise.resolve();
  }

  forget(path: string): void {
    this.#flagged.delete(path);
  }

  kinOf(text: string): readonly Passage[] {
    return this.#passages.kinOf(text).filter(({ path }) => this.#flagged.has(path));
  }

  namesOf(dev: bigint, ino: bigint): readonly Kin[] {
    return this.#links.get(`${dev} ${ino}`) ?? [];
  }
}
