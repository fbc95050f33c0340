import { createHmac } from 'node:crypto';
import { statSync } from 'node:fs';
import { exceeds, highest, labels, type Label } from '../../../protocol/label.ts';
import { limitPerFile, reckonCharacters, windowFor } from './budget.ts';
import { CommonPassages, largestScript, mostScripts, without } from './common.ts';
import { derivedKey, gramKeysFrom } from './key.ts';
import type { Owner } from './kin.ts';
import { fingerprintFile } from './readFile.ts';
import { readWholeUpTo, type Identity } from './readText.ts';
import { isPacked, isUnread } from './source.ts';
import { EntryStore, type Coverage, type Entry } from './store.ts';
import { buildTable, type Table } from './table.ts';
import { narrowWindow } from './winnow.ts';

/** A file that is labelled `sensitive` or above, by its one true path. */
export interface FlaggedFile {
  readonly path: string;
  readonly label: Label;
}

/** What is to be indexed. */
export interface BuildRequest {
  /** The folder of entries. */
  readonly folder: string;
  readonly workspace: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
  /** The most sensitive first: of a passage that many files have, only the first few are remembered. */
  readonly flagged: readonly FlaggedFile[];
  /** Unflagged scripts. */
  readonly scripts: readonly string[];
  /** Whether entries of all other files go. */
  readonly extent: 'whole' | 'part';
  /** The signature of the index that there is. */
  readonly known: string | undefined;
  readonly limits: Limits;
}

/** What bounds a build. */
export interface Limits {
  /** Fingerprints in the index. */
  readonly capacity: number;
  /** Milliseconds for one file; what was read by then is indexed. */
  readonly perFile: number;
  /** Milliseconds for all files; those that are left are read at the next refresh. */
  readonly total: number;
}

/** What a build came to: counts and sizes, for showing. */
export interface BuildReport {
  /** Flagged files by how much of them was read. */
  readonly files: Readonly<Record<Coverage, number>>;
  /** Flagged files that could not be read, and those that the time did not suffice for. */
  readonly failed: number;
  readonly left: number;
  /** Bytes of text read in this build: of unchanged files none are. */
  readonly bytesRead: number;
  readonly milliseconds: number;
  /** Entries that could not be written down: their files are read again at the next start. */
  readonly unwritten: number;
}

/** Of a build for which there was nothing to read. */
export const reportOfNothing: BuildReport = {
  files: { whole: 0, sampled: 0, cut: 0, none: 0 },
  failed: 0,
  left: 0,
  bytesRead: 0,
  milliseconds: 0,
  unwritten: 0,
};

/** A state of the index: the first may come before the large files are read. */
export interface Publication {
  readonly owners: readonly Owner[];
  readonly table: Table;
  /** Device and inode of each flagged file that there is, with its place in the request. */
  readonly links: readonly { readonly dev: bigint; readonly ino: bigint; readonly flagged: number }[];
  readonly signature: string;
  readonly report: BuildReport;
  /** The highest label of a file that is still to be read; `public` where there is none. */
  readonly unread: Label;
  readonly done: boolean;
}

/** An index is published before reading on where that may take long, and then at most so often, in milliseconds. */
const publishEvery = 10_000;
const longToRead = 64 * 2 ** 20;

/** So much, or so many files, take longer to read, at some 60 MB a second and a millisecond a file, than an index takes to be put together and published. */
const worthNotWaiting = 4 * 2 ** 20;
const manyFiles = 50;

interface Planned extends FlaggedFile {
  readonly identity: Identity;
  readonly window: number;
  entry: Entry | undefined;
  failed: boolean;
}

/**
 * Builds an index of flagged files, from what is kept of them on the disk and else by reading them: the most sensitive
 * first, of these small ones first.
 * @param publish receives states of the index; the last has `done`.
 * @returns false where nothing has changed since the index that there is; then nothing is published.
 * @throws where the folder of entries cannot be used.
 */
export async function build(request: BuildRequest, publish: (publication: Publication) => void): Promise<boolean> {
  const began = Date.now();
  const { key, limits } = request;
  const gramKeys = gramKeysFrom(key);
  const store = new EntryStore(request.folder, derivedKey(key, 'entries'), request.workspace);
  store.open();

  const { planned, links, limit } = plan(request);
  const scripts = statAll(request.scripts.slice(0, mostScripts)).filter(({ identity }) => identity.size <= largestScript);
  const signature = signatureOf(derivedKey(key, 'signature'), planned, scripts);
  if (request.extent === 'whole') store.keepOnly([...planned, ...scripts].map(({ path }) => path));
  if (signature === request.known) return false;

  let bytesRead = 0;
  let unwritten = 0;
  const readOne = async (path: string, window: number, fingerprints: number): Promise<Entry | undefined> => {
    const deadline = Math.min(Date.now() + limits.perFile, began + limits.total);
    const file = await fingerprintFile(path, gramKeys, { window, limit: fingerprints, deadline });
    if (file === undefined) return undefined;
    bytesRead += file.bytes;
    try {
      store.write(path, file.identity, window, file.entry);
    } catch {
      unwritten++;
    }
    return file.entry;
  };

  const toRead: Planned[] = [];
  for (const file of planned) {
    file.entry = store.read(file.path, { file: file.identity, window: file.window });
    if (file.entry !== undefined) continue;
    toRead.push(file);
    // Until it is read anew, what it was is better than nothing.
    file.entry = store.read(file.path);
  }
  toRead.sort((a, b) => labels.indexOf(b.label) - labels.indexOf(a.label) || Number(a.identity.size - b.identity.size));
  const left = new Set(toRead);

  let common: Float64Array = new Float64Array();
  let published = began;
  /** As it was published last. */
  let unread: Label = 'secret';
  const publishNow = (done: boolean): void => {
    const files = { whole: 0, sampled: 0, cut: 0, none: 0 };
    for (const { entry } of planned) if (entry !== undefined) files[entry.coverage]++;
    const failed = planned.filter((file) => file.failed).length;
    const milliseconds = Date.now() - began;
    const report = { files, failed, left: left.size, bytesRead, milliseconds, unwritten };
    unread = done ? 'public' : highest([...left].map(({ label }) => label));
    const isComplete = done && left.size === 0 && failed === 0;
    publish({ ...indexOf(planned, common), links, signature: isComplete ? signature : '', report, unread, done });
    published = Date.now();
  };

  let bytesLeft = toRead.reduce((sum, { identity }) => sum + Number(identity.size), 0);
  if (bytesLeft > longToRead) publishNow(false);
  for (const file of toRead) {
    // Those who only wait for what is more sensitive need not wait for the rest.
    if (exceeds(unread, file.label) && (bytesLeft > worthNotWaiting || left.size > manyFiles)) publishNow(false);
    if (Date.now() > began + limits.total) break;
    try {
      file.entry = await readOne(file.path, file.window, limit);
    } catch {
      file.failed = true;
    }
    left.delete(file);
    bytesLeft -= Number(file.identity.size);
    if (Date.now() > published + publishEvery) publishNow(false);
  }
  if (planned.some(({ entry }) => entry?.kind === 'text' && entry.fingerprints.length > 0)) {
    const passages = new CommonPassages();
    for (const { path, identity } of scripts) {
      const entry =
        store.read(path, { file: identity, window: narrowWindow }) ??
        (await readOne(path, narrowWindow, largestScript).catch(() => undefined));
      if (entry !== undefined && !passages.add(entry.fingerprints)) break;
    }
    common = passages.end();
  }
  publishNow(true);
  return true;
}

/** What is to be read, in the order of the request. */
function plan({ flagged, limits }: BuildRequest): { planned: Planned[]; links: Publication['links']; limit: number } {
  const found = statAll(flagged.map(({ path }) => path));
  const sizes = found.map(({ path, identity }) =>
    isUnread(path) ? 0 : reckonCharacters(identity.size, isPacked(path), readWholeUpTo),
  );
  const limit = limitPerFile(sizes, limits.capacity);
  const planned = found.flatMap(({ path, identity, index }, at): Planned[] => {
    const label = flagged[index]?.label;
    const window = windowFor(sizes[at] ?? 0, limit);
    return label === undefined ? [] : [{ path, label, identity, window, entry: undefined, failed: false }];
  });
  return { planned, links: found.map(({ index, identity: { dev, ino } }) => ({ dev, ino, flagged: index })), limit };
}

/** The regular files among paths. What cannot be asked for is left out: it cannot be read either. */
function statAll(paths: readonly string[]): { path: string; identity: Identity; index: number }[] {
  return paths.flatMap((path, index) => {
    try {
      const stat = statSync(path, { bigint: true });
      if (!stat.isFile()) return [];
      const { dev, ino, size, mtimeNs } = stat;
      return [{ path, identity: { dev, ino, size, mtimeNs }, index }];
    } catch {
      return [];
    }
  });
}

function indexOf(planned: readonly Planned[], common: Float64Array): Pick<Publication, 'owners' | 'table'> {
  const used = planned.flatMap(({ path, label, entry }) =>
    entry === undefined || entry.fingerprints.length === 0 ? [] : [{ path, label, entry }],
  );
  const lists = used.map(({ entry }) =>
    entry.kind === 'text' && common.length > 0 ? without(entry.fingerprints, common) : entry.fingerprints,
  );
  const owners = used.map(({ path, label, entry: { kind, window } }) => ({ path, label, kind, window }));
  return { owners, table: buildTable(lists) };
}

function signatureOf(
  key: Buffer,
  planned: readonly Planned[],
  scripts: readonly { readonly path: string; readonly identity: Identity }[],
): string {
  const hash = createHmac('sha256', key);
  const line = (path: string, { dev, ino, size, mtimeNs }: Identity, ...more: readonly (string | number)[]): void => {
    hash.update([path, dev, ino, size, mtimeNs, ...more].join('\0') + '\n');
  };
  for (const { path, identity, label, window } of planned) line(path, identity, label, window);
  for (const { path, identity } of scripts) line(path, identity);
  return hash.digest('hex');
}
