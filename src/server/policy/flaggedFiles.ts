import { extname, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { atLeast, type Label } from '../../protocol/label.ts';
import type { Kin } from './byKinship.ts';
import type { Labeller } from './labeller.ts';
import { realpathSwiftly, statSwiftly } from './swiftDisk.ts';
import { walk } from './walk.ts';
import type { Workspace, WorkspaceNow } from './workspace.ts';

/** What reads the flagged files. */
export interface FlaggedReader {
  /** Whether it has read them once. */
  readonly isReady: boolean;
  refresh(flagged: Iterable<Kin>, common: Iterable<string>): Promise<void>;
  forget(path: string): void;
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

/** Keeps track of which files of the workspace are flagged, and has them read. */
export class FlaggedFiles {
  readonly #workspace: Workspace;
  readonly #labeller: Labeller;
  readonly #reader: FlaggedReader;
  readonly #flagged = new Map<string, Label>();
  readonly #programs = new Set<string>();
  #work: Promise<void> = Promise.resolve();
  #again = false;
  /** Whether there is something new for the reader. */
  #isNews = true;
  #retry: NodeJS.Timeout | undefined;

  constructor(workspace: Workspace, labeller: Labeller, reader: FlaggedReader) {
    this.#workspace = workspace;
    this.#labeller = labeller;
    this.#reader = reader;
  }

  /** Looks at the whole workspace anew: at the start, and after a change of rules or folders. Never throws. */
  refresh(): Promise<void> {
    if (this.#again) return this.#work;
    this.#again = true;
    return this.#next(async () => {
      this.#again = false;
      await this.#lookAtAll();
    });
  }

  /** Looks at some files, or at all files of some folders, anew: they were written, made, renamed or deleted. Never throws. */
  look(paths: readonly string[]): Promise<void> {
    return this.#next(async () => {
      const now = await this.#workspace.now();
      for (const path of paths) {
        await this.#lookAt(path, now);
        for await (const below of walk(path)) await this.#lookAt(below, now);
      }
    });
  }

  #next(work: () => Promise<void>): Promise<void> {
    this.#work = this.#work.then(work).then(
      () => this.#read(),
      () => this.#read(),
    );
    return this.#work;
  }

  /** Nothing goes to a cloud until the flagged files were read once, so a reader that failed then is asked again. */
  async #read(): Promise<void> {
    if (!this.#isNews && this.#reader.isReady) return;
    this.#isNews = false;
    const flagged = [...this.#flagged].map(([path, label]) => ({ path, label }));
    await this.#reader.refresh(flagged, this.#programs).catch(() => undefined);
    clearTimeout(this.#retry);
    if (!this.#reader.isReady) this.#retry = setTimeout(() => void this.#next(() => Promise.resolve()), retryAfter).unref();
  }

  async #lookAtAll(): Promise<void> {
    const began = performance.now();
    const before = new Set(this.#flagged.keys());
    let now = await this.#workspace.now();
    let count = 0;
    for (const { resolved } of now.folders) {
      for await (const path of walk(resolved)) {
        before.delete(path);
        await this.#lookAt(path, now);
        count += 1;
        if (count % batch === 0) now = await this.#workspace.now();
        if (count >= mostFiles || performance.now() - began > longest) return;
      }
    }
    // Files outside the folders are known because they were opened.
    for (const path of before) await this.#lookAt(path, now);
  }

  async #lookAt(path: string, now: WorkspaceNow): Promise<void> {
    const resolved = await realpathSwiftly(path).catch(() => undefined);
    const found = resolved === undefined ? undefined : await statSwiftly(resolved).catch(() => undefined);
    if (resolved === undefined || found?.isFile() !== true) {
      this.#forgetAllBelow(path);
      return;
    }
    const { label } = await this.#labeller.labelOrigin({ kind: 'document', uri: pathToFileURL(resolved).href }, now);
    if (atLeast(label, 'sensitive')) {
      this.#programs.delete(resolved);
      this.#flagged.set(resolved, label);
      this.#isNews = true;
    } else {
      this.#forget(resolved);
      const { size } = this.#programs;
      if (size < mostPrograms && programs.has(extname(resolved).toLowerCase())) this.#programs.add(resolved);
    }
  }

  /** What is no file any more, or never was, may be a folder that is gone with all that it held. */
  #forgetAllBelow(path: string): void {
    const below = [...this.#flagged.keys(), ...this.#programs].filter((each) => each.startsWith(path + sep));
    for (const gone of [path, ...below]) this.#forget(gone);
  }

  #forget(path: string): void {
    this.#programs.delete(path);
    if (!this.#flagged.delete(path)) return;
    this.#isNews = true;
    this.#reader.forget(path);
  }
}
