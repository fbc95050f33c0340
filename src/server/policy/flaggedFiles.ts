import type { BigIntStats } from 'node:fs';
import { basename, dirname, extname, join, sep } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { atLeast, highest, type Label } from '../../protocol/label.ts';
import type { Kin } from './byKinship.ts';
import type { Labeller } from './labeller.ts';
import { pathWithin } from './path.ts';
import { Signal, type Reading, type ReadingFailure } from './reading.ts';
import { realpathSwiftly, statSwiftly } from './swiftDisk.ts';
import { walk } from './walk.ts';
import type { Workspace, WorkspaceNow } from './workspace.ts';

/** What reads the flagged files. */
export interface FlaggedReader extends Reading {
  /** @param news the highest label of a file that is new or has changed; it counts as unread from the call on. */
  refresh(flagged: Iterable<Kin>, common: Iterable<string>, news: Label): Promise<void>;
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

/** A look that is under way or waits for its turn. While there is any, nobody knows what is flagged. */
interface Look {
  /** The highest label of a file that it may still find. */
  readonly unread: Label;
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
  #refreshing: Promise<void> | undefined;
  /** What is new for the reader, by the highest label of a file that it has not read as it is now. */
  #news: Label | undefined = 'public';
  #retry: NodeJS.Timeout | undefined;

  constructor(workspace: Workspace, labeller: Labeller, reader: FlaggedReader) {
    this.#workspace = workspace;
    this.#labeller = labeller;
    this.#reader = reader;
  }

  get highestUnread(): Label {
    return highest([this.#reader.highestUnread, ...[...this.#looks].map(({ unread }) => unread)]);
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
    this.#refreshing ??= this.#look(async () => {
      this.#refreshing = undefined;
      await this.#lookAtAll();
    });
    return this.#refreshing;
  }

  /** The same for some files, or all files of some folders: they were opened, written, made, renamed or deleted. */
  look(paths: readonly string[]): Promise<void> {
    return this.#look(async () => {
      const now = await this.#workspace.now();
      for (const path of paths) {
        const isOfFolders = now.folders.some(
          ({ folder, resolved }) => pathWithin(folder.path, path) !== undefined || pathWithin(resolved, path) !== undefined,
        );
        await this.#lookAt(path, now, isOfFolders);
        for await (const below of walk(path)) await this.#lookAt(below, now, isOfFolders);
      }
    });
  }

  async #look(work: () => Promise<void>): Promise<void> {
    const look: Look = { unread: 'secret' };
    this.#looks.add(look);
    this.#signal.give();
    const done = this.#looking.then(work);
    this.#looking = done.catch(() => undefined);
    try {
      await done;
    } catch {
      // Nobody knows what it would have found, so it stays under way until all has been looked at.
      await rest(retryAfter, undefined, { ref: false });
      await this.refresh();
    }
    // The last has all that was found read: what it found is unread by what the reader says before the look is over.
    if (this.#looks.size === 1) this.#read();
    this.#looks.delete(look);
    this.#signal.give();
    while (this.#looks.size > 0) await this.#signal.next();
    await this.#reading;
  }

  #read(): void {
    if (this.#news === undefined && this.#reader.failure === undefined) return;
    const news = this.#news ?? 'public';
    this.#news = undefined;
    const flagged = [...this.#flagged].map(([path, { label }]) => ({ path, label }));
    clearTimeout(this.#retry);
    this.#reading = this.#reader.refresh(flagged, this.#programs, news).then(() => {
      if (this.#reader.failure === undefined) return;
      clearTimeout(this.#retry);
      this.#retry = setTimeout(() => {
        this.#read();
      }, retryAfter).unref();
    });
  }

  async #lookAtAll(): Promise<void> {
    const began = performance.now();
    const before = new Map(this.#flagged);
    let now = await this.#workspace.now();
    let count = 0;
    for await (const path of walk(...now.folders.map(({ resolved }) => resolved))) {
      before.delete(await this.#lookAt(path, now, true));
      count += 1;
      if (count % batch === 0) now = await this.#workspace.now();
      if (this.#refreshing !== undefined || count >= mostFiles || performance.now() - began > longest) return;
    }
    for (const [path, { isOfFolders }] of before) {
      if (isOfFolders) this.#forget(path);
      else await this.#lookAt(path, now, false);
    }
  }

  /** @returns the file's one true path; the path as it is where there is no file. */
  async #lookAt(path: string, now: WorkspaceNow, isOfFolders: boolean): Promise<string> {
    const resolved = await realpathSwiftly(path).catch(() => undefined);
    const found = resolved === undefined ? undefined : await statSwiftly(resolved).catch(() => undefined);
    if (resolved === undefined || found?.isFile() !== true) {
      await this.#forgetAllBelow(path);
      return path;
    }
    const label = await this.#labelOf(resolved, now);
    if (atLeast(label, 'sensitive')) {
      this.#programs.delete(resolved);
      const known = this.#flagged.get(resolved);
      const stamp = stampOf(found);
      if (known?.stamp !== stamp) this.#note(label);
      else if (known.label !== label) this.#note('public');
      this.#flagged.set(resolved, { label, stamp, isOfFolders: isOfFolders || known?.isOfFolders === true });
    } else {
      this.#forget(resolved);
      const { size } = this.#programs;
      if (size < mostPrograms && programs.has(extname(resolved).toLowerCase())) this.#programs.add(resolved);
    }
    return resolved;
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

function stampOf({ size, mtimeNs, ctimeNs, dev, ino }: BigIntStats): string {
  return [size, mtimeNs, ctimeNs, dev, ino].join();
}
