import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { exceeds, highest, labels, type Label } from '../../../protocol/label.ts';
import { errorCode } from '../errorCode.ts';
import { Signal, type Reading, type ReadingFailure } from '../reading.ts';
import { Asker } from './ask.ts';
import { capacity } from './budget.ts';
import { reportOfNothing, type BuildReport, type BuildRequest, type FlaggedFile, type Limits, type Publication } from './build.ts';
import { derivedKey, gramKeysFrom } from './key.ts';
import { kinshipKey } from './keyFile.ts';
import { kinBy, type Kin, type Owner } from './kin.ts';
import { EntryStore } from './store.ts';
import { buildTable, hasFingerprint, ownersOf, sizeOf, type Table } from './table.ts';
import { Untouched } from './untouched.ts';
import { widestOfGrams } from './winnow.ts';
import type { Told } from './worker.ts';

export type { BuildReport, FlaggedFile } from './build.ts';
export type { Kin } from './kin.ts';

/** A slow disk is not waited for without end: two minutes for one file, a quarter of an hour for all. */
const usualLimits: Limits = { capacity, perFile: 120_000, total: 900_000 };

/** What `Kinship` is built with. */
export interface KinshipOptions {
  /** Vigie's storage folder; `kinship/` in it holds the key and the entries. Windows may share it. */
  readonly folder: string;
  /** The bundle of `worker.ts`. */
  readonly workerPath: string;
  /** Any text that stands for the workspace, such as its folders' paths: its entries are kept apart from others'. */
  readonly workspace?: string;
  readonly limits?: Partial<Limits>;
  /** Told in one English line, without paths or content, when the index cannot be built; once until it can again. */
  readonly onFailure?: (line: string) => void;
  /** Told when the index has changed: what was judged before may be judged otherwise now. */
  readonly onChange?: () => void;
}

/** What the index holds, for showing. */
export interface KinshipState extends BuildReport {
  /** Files that have fingerprints, and how many in all. */
  readonly owners: number;
  readonly fingerprints: number;
  /** Memory of the tables in bytes. */
  readonly memory: number;
}

interface Run {
  readonly flagged: AsyncIterable<FlaggedFile> | Iterable<FlaggedFile>;
  readonly scripts: Iterable<string>;
  readonly extent: 'whole' | 'part';
}

const none: readonly Kin[] = [];

/**
 * Knows passages of flagged files again, wherever they stand. Flagged files are read by a worker thread alone; here is
 * only the table that it hands over.
 */
export class Kinship implements Reading {
  readonly #options: KinshipOptions;
  readonly #signal = new Signal();
  /** What is unread of the files that the last build was asked for, and of those that the next one will be. */
  #unread: Label = 'secret';
  #unreadNext: Label = 'public';
  #isClosed = false;
  #failure: ReadingFailure | undefined;

  #table: Table | undefined;
  #asker: Asker | undefined;
  readonly #untouched = new Untouched();
  #owners: (Owner | undefined)[] = [];
  /** Whether some file was winnowed with a window so wide that its grams are long ones. */
  #hasLong = false;
  #links = new Map<string, readonly FlaggedFile[]>();
  #signature: string | undefined;
  #report: BuildReport | undefined;

  /** Files that were forgotten since the running build was asked for. */
  readonly #forgotten = new Set<string>();
  #next: Run | undefined;
  #pending: Promise<void> | undefined;
  #running: Promise<void> | undefined;
  #worker: Worker | undefined;

  constructor(options: KinshipOptions) {
    this.#options = options;
  }

  get highestUnread(): Label {
    return highest([this.#unread, this.#unreadNext]);
  }

  get failure(): ReadingFailure | undefined {
    return this.#failure;
  }

  changed(): Promise<void> {
    return this.#signal.next();
  }

  /** Whether all flagged files have been read, as far as the limits go. */
  get isReady(): boolean {
    return this.highestUnread === 'public';
  }

  /** What the index holds; undefined before its first state. */
  get state(): KinshipState | undefined {
    if (this.#table === undefined || this.#report === undefined) return undefined;
    const owners = this.#owners.filter((owner) => owner !== undefined).length;
    return { ...this.#report, owners, fingerprints: this.#table.lowers.length, memory: sizeOf(this.#table) };
  }

  /**
   * Replaces the set of flagged files: new and changed ones are read, the others dropped. Calls while a build runs are
   * taken together: one more build follows, over what the last call gave.
   * @param scripts unflagged scripts; passages that several have make no script kin of a flagged script.
   * @param news the highest label of a file that is new or has changed; it counts as unread from now on.
   * @param extent of a part of the flagged files; what is kept of others on the disk stays there.
   * @returns once all are indexed or the time is spent; never rejects, see `onFailure`.
   */
  refresh(
    flagged: AsyncIterable<FlaggedFile> | Iterable<FlaggedFile>,
    scripts: Iterable<string> = [],
    news: Label = 'secret',
    extent: 'whole' | 'part' = 'whole',
  ): Promise<void> {
    this.#next = { flagged, scripts, extent };
    this.#unreadNext = highest([this.#unreadNext, news]);
    this.#signal.give();
    this.#pending ??= this.#runNext();
    return this.#pending;
  }

  /** The files that a text repeats a passage of: see `neededCover` for how much makes one. */
  kinOf(text: string): readonly Kin[] {
    const table = this.#table;
    const asker = this.#asker;
    if (table === undefined || table.lowers.length === 0 || asker === undefined) return none;
    const ask = (part: string) => asker.ask(part, (upper, lower) => hasFingerprint(table, upper, lower), this.#hasLong);
    if (this.#untouched.has(text, (part) => ask(part).length > 0)) return none;
    const found = ask(text);
    if (found.length === 0) {
      this.#untouched.add(text);
      return none;
    }
    const hits = found.map((gram) => ({ ...gram, owners: ownersOf(table, gram.fingerprint) }));
    return kinBy(hits, this.#owners);
  }

  /** The flagged files with this device and inode: hard links share them. */
  namesOf(dev: bigint, ino: bigint): readonly FlaggedFile[] {
    return this.#links.get(linkOf(dev, ino)) ?? [];
  }

  /** Drops a file that is deleted or not flagged any more, at once; its entry goes at the next refresh. */
  forget(path: string): void {
    this.#forgotten.add(path);
    this.#dropForgotten();
  }

  /** Ends a running build and drops the index. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#next = undefined;
    this.#table = undefined;
    this.#owners = [];
    this.#links.clear();
    await this.#worker?.terminate();
    await this.#pending;
    await this.#running;
  }

  async #runNext(): Promise<void> {
    await this.#running;
    this.#pending = undefined;
    const run = this.#next;
    this.#next = undefined;
    if (run === undefined || this.#isClosed) return;
    this.#unread = this.highestUnread;
    this.#unreadNext = 'public';
    this.#running = this.#run(run).catch((error: unknown) => {
      this.#fail(error);
    });
    await this.#running;
  }

  async #run({ flagged, scripts, extent }: Run): Promise<void> {
    this.#forgotten.clear();
    const files: FlaggedFile[] = [];
    for await (const file of flagged) files.push(file);
    this.#lowerUnread(highest(files.map(({ label }) => label)));
    files.sort((a, b) => labels.indexOf(b.label) - labels.indexOf(a.label) || (a.path < b.path ? -1 : 1));
    const folder = join(this.#options.folder, 'kinship');
    const key = await kinshipKey(join(folder, 'key'));
    if (this.#isClosed) return;
    const workspace = this.#options.workspace ?? '';
    if (files.length === 0) {
      this.#empty(new EntryStore(folder, derivedKey(key, 'entries'), workspace), extent);
      return;
    }
    await this.#work({
      folder,
      workspace,
      key,
      flagged: files,
      scripts: [...scripts],
      extent,
      known: this.#signature,
      limits: { ...usualLimits, ...this.#options.limits },
    });
  }

  /** Where nothing is flagged, as in most workspaces, there is nothing to read, and no thread is started for it. */
  #empty(store: EntryStore, extent: Run['extent']): void {
    store.open();
    if (extent === 'whole') store.keepOnly([]);
    const hadOwners = this.#owners.length > 0;
    [this.#owners, this.#table, this.#signature, this.#report] = [[], buildTable([]), undefined, reportOfNothing];
    this.#untouched.clear();
    this.#links.clear();
    if (hadOwners) this.#options.onChange?.();
    this.#complete();
  }

  /** @throws where the worker ends before it is done. */
  #work(request: BuildRequest): Promise<void> {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded late; the tests' loader knows no late `import` of TypeScript.
    const { startWorker } = require('./startWorker.ts') as typeof import('./startWorker.ts');
    return new Promise((resolve, reject) => {
      const worker = startWorker(this.#options.workerPath, request);
      this.#worker = worker;
      let hasEnded = false;
      worker.on('message', (told: Told) => {
        if (this.#isClosed) return;
        if (told.kind === 'published') this.#take(told.publication, request);
        else {
          hasEnded = true;
          this.#complete();
        }
      });
      worker.on('error', reject);
      worker.on('exit', (code) => {
        this.#worker = undefined;
        if (hasEnded || this.#isClosed) resolve();
        else reject(new WorkerEnded(code));
      });
    });
  }

  #take({ owners, table, links, signature, report, unread }: Publication, { key, flagged }: BuildRequest): void {
    this.#asker = new Asker(gramKeysFrom(key));
    this.#owners = [...owners];
    this.#hasLong = owners.some(({ window }) => window > widestOfGrams);
    this.#table = table;
    this.#untouched.clear();
    this.#signature = signature;
    this.#report = report;
    this.#links.clear();
    for (const { dev, ino, flagged: number } of links) {
      const file = flagged[number];
      const link = linkOf(dev, ino);
      if (file !== undefined) this.#links.set(link, [...(this.#links.get(link) ?? []), file]);
    }
    this.#dropForgotten();
    this.#lowerUnread(unread);
    this.#options.onChange?.();
  }

  #complete(): void {
    this.#failure = undefined;
    this.#unread = 'public';
    this.#signal.give();
  }

  #lowerUnread(to: Label): void {
    if (!exceeds(this.#unread, to)) return;
    this.#unread = to;
    this.#signal.give();
  }

  #dropForgotten(): void {
    if (this.#forgotten.size === 0) return;
    this.#owners = this.#owners.map((owner) => (this.#forgotten.has(owner?.path ?? '') ? undefined : owner));
    for (const [link, files] of this.#links) this.#links.set(link, files.filter(({ path }) => !this.#forgotten.has(path)));
    // What is forgotten and then flagged again must be built again, be the files the same.
    this.#signature = undefined;
  }

  #fail(error: unknown): void {
    if (this.#failure !== undefined || this.#isClosed) return;
    const what = errorCode(error) ?? (error instanceof Error ? error.name : typeof error);
    this.#failure = { cause: what, folder: join(this.#options.folder, 'kinship') };
    this.#signal.give();
    this.#options.onFailure?.(`The index of flagged passages could not be built: ${what}. It is tried again when files change.`);
  }
}

/** The worker ended before it was done. */
class WorkerEnded extends Error {
  readonly code: string;

  constructor(code: number) {
    super();
    this.code = `the worker ended with ${code}`;
  }
}

function linkOf(dev: bigint, ino: bigint): string {
  return `${dev}:${ino}`;
}
