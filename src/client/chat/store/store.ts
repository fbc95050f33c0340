import * as l10n from '@vscode/l10n';
import { united } from './branches.ts';
import type { FileFacts, Files } from './files.ts';
import type { Hold } from './lock.ts';
import { Looking, searchedText, type Entry } from './search.ts';
import { storedSchema, storedVersion, type Stored } from './stored.ts';
import { takingTurns } from './turnsTaken.ts';
import { exchangesIn, headBytes, headIn, parsedJson, written } from './written.ts';

/**
 * What is kept. A question takes some 10 kB with what it was asked about, so a conversation of the most bytes has some
 * 800 of them, and one of the most conversations each working day is kept for more than a year.
 */
export const storeLimits = {
  /** Beyond it those that were changed longest ago are deleted. */
  conversations: 300,
  /** Of all conversations; beyond it those that were changed longest ago are deleted. */
  bytes: 256 * 1024 * 1024,
  /** Of one conversation; what goes beyond it is not kept, and the person is told. */
  conversationBytes: 8 * 1024 * 1024,
};

/** A conversation could not be read or kept. `message` is a sentence for the person. */
export class StoreError extends Error {
  /** Where the file was put that could not be read. */
  readonly aside: string | undefined;

  constructor(message: string, aside?: string) {
    super(message);
    this.name = 'StoreError';
    this.aside = aside;
  }
}

/** A conversation was deleted in another window, so it is not kept again. `message` is a sentence for the person. */
export class DeletedError extends Error {
  constructor() {
    super(l10n.t('This conversation was deleted in another window. What is asked in it from now on is not kept.'));
    this.name = 'DeletedError';
  }
}

/** What a look through all conversations brings. */
export interface Listing {
  /** The ones changed last first. */
  readonly entries: Entry[];
  /** One for each file that could not be read. */
  readonly troubles: StoreError[];
}

/** The conversations of a workspace: a file for each, on this machine only. */
export class ConversationStore {
  readonly #files: Files;
  readonly #limits: typeof storeLimits;
  /** What was written last to a file, and how the file was left. */
  readonly #written = new Map<string, { facts: FileFacts; exchanges: ReadonlySet<string> }>();
  /** What the files were found to begin with, for as long as they do not change. */
  readonly #known = new Map<string, { facts: FileFacts; entry: Entry }>();

  constructor(files: Files, limits = storeLimits) {
    this.#files = files;
    this.#limits = limits;
  }

  /**
   * @returns a conversation; undefined where there is none with this id
   * @throws StoreError where its file cannot be read; then it has been put aside
   */
  async read(id: string): Promise<Stored | undefined> {
    const name = nameOf(id);
    const text = name === undefined ? undefined : await this.#files.read(name);
    return name === undefined || text === undefined ? undefined : this.#parsed(name, text);
  }

  /**
   * Keeps a conversation, together with what another window has kept of it meanwhile.
   * @returns it as it is kept
   * @throws StoreError where it has become too long
   * @throws DeletedError where it was deleted, in another window
   */
  async write(conversation: Stored): Promise<Stored> {
    const name = nameOf(conversation.id);
    if (name === undefined) throw new StoreError(l10n.t('This conversation has no name that a file can have.'));
    const kept = await this.#files.alone(name, async (hold) => {
      if (await this.#files.isBuried(name)) throw new DeletedError();
      const there = (await this.#isMine(name, conversation)) ? undefined : await this.read(conversation.id).catch(setAside);
      const whole = there === undefined ? conversation : united(conversation, there);
      const text = written(whole);
      if (Buffer.byteLength(text) > this.#limits.conversationBytes) {
        throw new StoreError(
          l10n.t('This conversation has become too long to be kept: what is asked in it from now on is gone with this window. Begin a new one.'),
        );
      }
      await this.#files.write(name, text, hold);
      const facts = await this.#files.facts(name);
      if (facts !== undefined) this.#written.set(name, { facts, exchanges: new Set(whole.exchanges.map(({ id }) => id)) });
      return whole;
    });
    await this.#makeRoom(name);
    return kept;
  }

  /** Whether nobody else has written to a file since, and all that it holds is in the conversation: it need not be read. */
  async #isMine(name: string, { exchanges }: Stored): Promise<boolean> {
    const written = this.#written.get(name);
    const facts = await this.#files.facts(name);
    if (written === undefined || facts?.size !== written.facts.size || facts.changed !== written.facts.changed) return false;
    return exchanges.filter(({ id }) => written.exchanges.has(id)).length === written.exchanges.size;
  }

  /** Changes what is kept of a conversation. @returns it, or undefined where there is none with this id. */
  async rename(id: string, title: string, now: number): Promise<Stored | undefined> {
    const there = await this.read(id);
    return there && this.write({ ...there, title, named: now });
  }

  /** Deletes a conversation for good, with all that was put aside of it; no window keeps it again. */
  async remove(id: string): Promise<void> {
    const name = nameOf(id);
    if (name !== undefined) await this.#files.alone(name, () => this.#files.bury(name));
  }

  /** Whether a conversation was deleted, in this window or another. */
  async isDeleted(id: string): Promise<boolean> {
    const name = nameOf(id);
    return name !== undefined && this.#files.isBuried(name);
  }

  /** Looks at what all conversations begin with. One that cannot be read is put aside and told. */
  async list(): Promise<Listing> {
    const entries: Entry[] = [];
    const troubles: StoreError[] = [];
    const facts = await this.#files.list();
    const pause = takingTurns();
    for (const each of facts) {
      await pause();
      try {
        const entry = await this.#entry(each);
        if (entry !== undefined) entries.push(entry);
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        troubles.push(error);
      }
    }
    const names = new Set(facts.map(({ name }) => name));
    for (const name of this.#known.keys()) if (!names.has(name)) this.#known.delete(name);
    return { entries: entries.sort((one, other) => other.changed - one.changed), troubles };
  }

  async #entry(facts: FileFacts): Promise<Entry | undefined> {
    const known = this.#known.get(facts.name);
    if (known?.facts.size === facts.size && known.facts.changed === facts.changed) return known.entry;
    const entry = headIn((await this.#files.beginning(facts.name, headBytes)) ?? '') ?? (await this.#entryOfWhole(facts));
    if (entry === undefined) return undefined;
    if (nameOf(entry.id) !== facts.name) throw await this.#putAside(facts.name);
    this.#known.set(facts.name, { facts, entry });
    return entry;
  }

  /** For a file that is not laid out so that its beginning tells: one of the first form, or one that is damaged. */
  async #entryOfWhole({ name }: FileFacts): Promise<Entry | undefined> {
    const text = await this.#files.read(name);
    const stored = text === undefined ? undefined : await this.#parsed(name, text);
    return stored && { ...stored, questions: stored.exchanges.length };
  }

  /**
   * Searches all that was asked and answered in some conversations. It takes the time that it takes, but never much at a
   * stretch.
   * @param query whose words must all occur, in the title or in the texts, whatever their case and accents
   * @returns as they are found, those that have them, with a line of the texts in which the first word stands
   */
  async *search(entries: readonly Entry[], query: string, signal: AbortSignal): AsyncGenerator<{ entry: Entry; excerpt?: string | undefined }> {
    const pause = takingTurns();
    const isWanted = (): boolean => !signal.aborted;
    for (const entry of entries) {
      const name = nameOf(entry.id);
      const looking = new Looking(query, entry.title);
      const text = name === undefined ? undefined : await this.#files.read(name);
      if (!isWanted()) return;
      for (const exchange of text === undefined ? [] : exchangesOf(text)) {
        looking.take(searchedText(exchange));
        if (looking.isOver) break;
        await pause();
        if (!isWanted()) return;
      }
      if (looking.found) yield { entry, excerpt: looking.excerpt };
    }
  }

  async #parsed(name: string, text: string): Promise<Stored> {
    const json = parsedJson(text);
    if (isNewer(json)) {
      throw new StoreError(l10n.t('The conversation {0} was written by a later version of Vigie. Update Vigie to read it.', name));
    }
    const parsed = storedSchema.safeParse(json);
    if (parsed.success && nameOf(parsed.data.id) === name) return parsed.data;
    throw await this.#putAside(name);
  }

  async #putAside(name: string): Promise<StoreError> {
    const aside = await this.#files.setAside(name);
    return new StoreError(l10n.t('A conversation could not be read, since its file is damaged. The file was kept: {0}', aside), aside);
  }

  /** @param spared the file that was written just now */
  async #makeRoom(spared: string): Promise<void> {
    const facts = (await this.#files.list()).sort((one, other) => other.changed - one.changed);
    let bytes = 0;
    for (const [index, { name, size, changed }] of facts.entries()) {
      bytes += size;
      const fits = index < this.#limits.conversations && bytes <= this.#limits.bytes;
      if (!fits && name !== spared) await this.#files.alone(name, (hold) => this.#removeUnchanged(name, changed, hold));
    }
  }

  /** Another window may have gone on with a conversation since it was looked at. */
  async #removeUnchanged(name: string, changed: number, hold: Hold): Promise<void> {
    await hold();
    if ((await this.#files.facts(name))?.changed === changed) await this.#files.remove(name);
  }
}

/** The exchanges of a file; of one of the first form all at once. */
function* exchangesOf(text: string): Generator {
  let count = 0;
  for (const line of exchangesIn(text)) {
    count += 1;
    yield parsedJson(line);
  }
  if (count > 0) return;
  const whole = parsedJson(text);
  if (typeof whole === 'object' && whole !== null && 'exchanges' in whole && Array.isArray(whole.exchanges)) yield* whole.exchanges;
}

/** The name of a conversation's file; undefined for what Vigie never gave as an id, such as a path. */
function nameOf(id: string): string | undefined {
  return /^[\w-]{1,64}$/.test(id) ? `${id}.json` : undefined;
}

function isNewer(json: unknown): boolean {
  if (typeof json !== 'object' || json === null || !('version' in json)) return false;
  return typeof json.version === 'number' && json.version > storedVersion;
}

/** A damaged file has been put aside, so there is none to unite with; one of a later version must not be written over. */
function setAside(error: unknown): undefined {
  if (!(error instanceof StoreError) || error.aside === undefined) throw error;
}
