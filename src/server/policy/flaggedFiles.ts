import type { BigIntStats } from 'node:fs';
import { basename, dirname, extname, join, sep } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { atLeast, highest, type Label } from '../../protocol/label.ts';
import type { Kin } from './byKinship.ts';
import type { Labeller } from './labeller.ts';
import type { Harmless, LookMemory } from './lookMemory.ts';
import { pathWithin } from './path.ts';
import { presume } from './presumption.ts';
import { Signal, type Reading, type ReadingFailure } from './reading.ts';
import { sayingFiles, saysOtherwise } from './sources/sayingFiles.ts';
import { realpathSwiftly, statSwiftly } from './swiftDisk.ts';
import { walk } from './walk.ts';
import type { Workspace, WorkspaceNow } from './workspace.ts';

/** What reads the flagged files. */
export interface FlaggedReader extends Reading {
  /** @param news the highest label of a file that is new or has changed; it counts as unread from the call on.
   * @param extent whether these are all flagged files, or those that were found so far. */
  refresh(flagged: Iterable<Kin>, common: Iterable<string>, news: Label, extent: 'whole' | 'part'): Promise<void>;
  forget(path: string): void;
}

/** A file that is flagged. */
interface Flagged {
  readonly label: Label;
  /** What tells whether its content has changed. */
  readonly stamp: string;
  /** Whether it was met in the folders of the workspace; else it was opened from elsewhere. */
  readonly isOfFolders: boolean;
}

/** What was seen at a path. */
interface Seen {
  readonly resolved: string;
  readonly ino?: bigint;
  readonly label?: Label;
}

/** A look that is under way or waits for its turn. While there is any, nobody knows what is flagged. */
interface Look {
  /** The highest label of a file that it may still find. */
  unread: Label;
}

/**
 * How many files of the workspace are looked at, and for how long, in milliseconds. A larger workspace is known in
 * part: what lies beyond is labelled when it is opened, but passages of it are not recognised elsewhere.
 */
const mostFiles = 200_000;
const longest = 60_000;

/** How many files one view of the rules serves; it remembers the label of each. */
const batch = 500;

/** How long after a failure the reader is asked again, in milliseconds. */
const retryAfter = 5_000;

/** Programs, whose passages a flagged program may share without telling anything. */
const programs = new Set(['.r', '.rmd', '.qmd', '.py', '.sql', '.sas', '.do', '.ado']);

/** So many files are looked at in about a tenth of a second: what is found before need not be read apart. */
const worthLookingAhead = 2_000;

/** By how much the clock of a network share may be behind this machine's, in milliseconds. */
const clockDifference = 3_600_000;

/** How many unflagged programs are compared with the flagged ones. */
const mostPrograms = 2_000;

/**
 * Keeps track of which files of the workspace are flagged, and has them read. From the call that asks for a look until
 * what it finds is read, passages of it count as not recognised.
 */
export class FlaggedFiles implements Reading {
  readonly #workspace: Workspace;
  readonly #labeller: Labeller;
  readonly #reader: FlaggedReader;
  readonly #signal = new Signal();
  readonly #flagged = new Map<string, Flagged>();
  readonly #programs = new Set<string>();
  readonly #looks = new Set<Look>();
  #looking: Promise<void> = Promise.resolve();
  #reading: Promise<void> = Promise.resolve();
  #remembering: Promise<void> = Promise.resolve();
  #refreshing: Promise<void> | undefined;
  /** What is new for the reader, by the highest label of a file that it has not read as it is now. */
  #news: Label | undefined = 'public';
  #retry: NodeJS.Timeout | undefined;
  #isClosed = false;
  readonly #memory: LookMemory | undefined;

  /** @param memory of earlier sessions; without one, whoever waits for secret files waits for the whole look. */
  constructor(workspace: Workspace, labeller: Labeller, reader: FlaggedReader, memory?: LookMemory) {
    this.#memory = memory;
    this.#workspace = workspace;
    this.#labeller = labeller;
    this.#reader = reader;
  }

  get highestUnread(): Label {
    return highest([this.#reader.highestUnread, this.#news ?? 'public', ...[...this.#looks].map(({ unread }) => unread)]);
  }

  /** Undefined also while looks are under way: they may find that nothing is unread. */
  get failure(): ReadingFailure | undefined {
    return this.#looks.size > 0 ? undefined : this.#reader.failure;
  }

  changed(): Promise<void> {
    return Promise.race([this.#signal.next(), this.#reader.changed()]);
  }

  /**
   * Looks at the whole workspace anew: at the start, and after a change of rules or folders. A look that is under way
   * is given up for the new one.
   * @returns when what was found is read, or reading it has failed. Never rejects.
   */
  refresh(): Promise<void> {
    this.#refreshing ??= this.#look((look) => {
      const turn = this.#looking.then(async () => {
        // Rules that are new by now are looked at by this very look, and not by another one after it.
        try {
          await this.#workspace.now();
        } finally {
          this.#refreshing = undefined;
        }
        if (!this.#isClosed) await this.#lookAtAll(look);
      });
      this.#looking = turn.catch(() => undefined);
      return turn;
    });
    return this.#refreshing;
  }

  /**
   * The same for some files, or all files of some folders: they were opened, written, made, renamed or deleted. Who
   * opens a file need not wait for a look at the whole workspace.
   */
  look(paths: readonly string[]): Promise<void> {
    return this.#look(async () => {
      const now = await this.#workspace.now();
      for (const path of this.#isClosed ? [] : paths) {
        const isOfFolders = now.folders.some(
          ({ folder, resolved }) => pathWithin(folder.path, path) !== undefined || pathWithin(resolved, path) !== undefined,
        );
        await this.#lookAt(path, now, isOfFolders);
        for await (const below of walk(path)) await this.#lookAt(below, now, isOfFolders);
      }
    });
  }

  /** Gives up what is under way, and waits for that. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#retry);
    await this.#looking;
    await this.#remembering;
  }

  /** Whether a look at all files is to stop: there is a newer one, or nobody wants it any more. */
  get #isOutdated(): boolean {
    return this.#refreshing !== undefined || this.#isClosed;
  }

  async #look(work: (look: Look) => Promise<void>): Promise<void> {
    const look: Look = { unread: 'secret' };
    this.#looks.add(look);
    this.#signal.give();
    try {
      if (!this.#isClosed) await work(look);
    } catch {
      // Nobody knows what it would have found, so it stays under way until all has been looked at.
      await rest(retryAfter, undefined, { ref: false });
      void this.refresh();
    }
    // The last has all that was found read: what it found is unread by what the reader says before the look is over.
    if (this.#looks.size === 1) this.#read('whole');
    this.#looks.delete(look);
    this.#signal.give();
    while (this.#looks.size > 0) await this.#signal.next();
    await Promise.all([this.#reading, this.#remembering]);
  }

  #read(extent: 'whole' | 'part'): void {
    if (this.#isClosed) return;
    if (this.#news === undefined && this.#reader.failure === undefined) return;
    const news = this.#news ?? 'public';
    this.#news = undefined;
    const flagged = [...this.#flagged].map(([path, { label }]) => ({ path, label }));
    clearTimeout(this.#retry);
    this.#reading = this.#reader.refresh(flagged, this.#programs, news, extent).then(() => {
      if (this.#isClosed || this.#reader.failure === undefined) return;
      clearTimeout(this.#retry);
      this.#retry = setTimeout(() => {
        this.#read(extent);
      }, retryAfter).unref();
    });
  }

  async #lookAtAll(look: Look): Promise<void> {
    const began = performance.now();
    const before = new Map(this.#flagged);
    let now = await this.#workspace.now();
    const folders = now.folders.map(({ resolved }) => resolved);
    const workspace = [now.policy.honoursAiIgnore, ...folders].join('\n');
    if (await this.#findSecrets(folders, now, await this.#memory?.recall(workspace))) {
      this.#read('part');
      look.unread = 'sensitive';
      this.#signal.give();
    }
    const harmless = await this.#memory?.begin().catch(() => undefined);
    let count = 0;
    for await (const path of walk(...folders)) {
      const { resolved, ino, label } = await this.#lookAt(path, now, true);
      before.delete(resolved);
      if (ino !== undefined && label !== 'secret') harmless?.add(resolved, ino);
      count += 1;
      if (count % batch === 0) now = await this.#workspace.now();
      if (this.#isOutdated || count >= mostFiles || performance.now() - began > longest) return;
    }
    for (const [path, { isOfFolders }] of before) {
      if (isOfFolders) this.#forget(path);
      else await this.#lookAt(path, now, false);
    }
    if (harmless !== undefined && !this.#isClosed) this.#remember(workspace, harmless);
  }

  /** Keeps what was harmless for the next start, which no request waits for; where it cannot be kept, that one waits for all. */
  #remember(workspace: string, harmless: Harmless): void {
    this.#remembering = this.#remembering.then(() => this.#memory?.keep(workspace, harmless)).catch(() => undefined);
  }

  /**
   * Finds all secret files without looking into those that were harmless before and have not changed since: of them only
   * what rules and names say is new.
   * @returns whether all were found, and before the look at all would be over.
   */
  async #findSecrets(folders: readonly string[], now: WorkspaceNow, harmless: Harmless | undefined): Promise<boolean> {
    if (harmless === undefined || harmless.count <= worthLookingAhead) return false;
    const since = BigInt(harmless.since - clockDifference) * 1_000_000n;
    for (const folder of folders) if (await saysOtherwise(folder, since)) return false;
    let count = 0;
    for await (const path of walk(...folders)) {
      const found = await statSwiftly(path).catch(() => undefined);
      const isOld = found !== undefined && found.ctimeNs < since && found.mtimeNs < since;
      const isAsBefore = isOld && harmless.has(path, found.ino);
      if (!isAsBefore && sayingFiles.has(basename(path))) return false;
      if (!isAsBefore || isSecretByName(path, now)) await this.#lookAt(path, now, true);
      count += 1;
      if (this.#isOutdated || count >= mostFiles) return false;
    }
    return count > worthLookingAhead;
  }

  /** @returns the file's one true path, number and label; the path as it is where there is no file. */
  async #lookAt(path: string, now: WorkspaceNow, isOfFolders: boolean): Promise<Seen> {
    const resolved = await realpathSwiftly(path).catch(() => undefined);
    const found = resolved === undefined ? undefined : await statSwiftly(resolved).catch(() => undefined);
    if (resolved === undefined || found?.isFile() !== true) {
      await this.#forgetAllBelow(path);
      return { resolved: path };
    }
    const label = await this.#labelOf(resolved, now);
    if (atLeast(label, 'sensitive')) {
      this.#programs.delete(resolved);
      const known = this.#flagged.get(resolved);
      const stamp = stateOf(found);
      if (known?.stamp !== stamp) this.#note(label);
      else if (known.label !== label) this.#note('public');
      this.#flagged.set(resolved, { label, stamp, isOfFolders: isOfFolders || known?.isOfFolders === true });
    } else {
      this.#forget(resolved);
      const { size } = this.#programs;
      if (size < mostPrograms && programs.has(extname(resolved).toLowerCase())) this.#programs.add(resolved);
    }
    return { resolved, ino: found.ino, label };
  }

  /** What cannot be labelled, such as a file that may not be read, is secret, and no reason to look at no other. */
  async #labelOf(resolved: string, now: WorkspaceNow): Promise<Label> {
    const origin = { kind: 'document', uri: pathToFileURL(resolved).href } as const;
    return this.#labeller.labelOrigin(origin, now).then(
      ({ label }) => label,
      () => 'secret',
    );
  }

  #note(news: Label): void {
    this.#news = highest([this.#news ?? 'public', news]);
  }

  /** What is no file any more, or never was, may be a folder that is gone with all that it held. */
  async #forgetAllBelow(path: string): Promise<void> {
    const folder = await realpathSwiftly(dirname(path)).catch(() => dirname(path));
    for (const gone of new Set([path, join(folder, basename(path))])) {
      const below = [...this.#flagged.keys(), ...this.#programs].filter((each) => each.startsWith(gone + sep));
      for (const each of [gone, ...below]) this.#forget(each);
    }
  }

  #forget(path: string): void {
    this.#programs.delete(path);
    if (!this.#flagged.delete(path)) return;
    this.#note('public');
    this.#reader.forget(path);
  }
}

/** Whether rules or a name say now that a file is secret. */
function isSecretByName(path: string, { policy }: WorkspaceNow): boolean {
  return presume(path)?.label === 'secret' || policy.rulesFor(path, path).some(({ label }) => label === 'secret');
}

function stateOf({ size, mtimeNs, ctimeNs, dev, ino }: BigIntStats): string {
  return [size, mtimeNs, ctimeNs, dev, ino].join();
}
