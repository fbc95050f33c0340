import { closeSync } from 'node:fs';
import { expectedFingerprints, reckonCharacters } from './budget.ts';
import { Gatherer } from './fingerprint.ts';
import { openRegular, pieceSize, readPieces, readWholeUpTo, type Identity, type OpenFile } from './readText.ts';
import { formOf, isPacked, isUnread, type Form } from './source.ts';
import type { Entry } from './store.ts';
import { narrowWindow, type GramKeys } from './winnow.ts';

/** So much of a file's beginning shows its form. */
const beginningSize = 64 * 1024;

/** A file whose fingerprints turn out too many, as a packed one's may, is read again with a window wider by this. */
const widening = 4;

/** The density of winnowing is an expectation: so much more than the limit is no surprise. */
const slack = (limit: number): number => 1.25 * limit + 64;

/** What bounds the reading of one file. */
export interface Bounds {
  readonly window: number;
  /** How many fingerprints it may have. */
  readonly limit: number;
  /** When its time is spent, in milliseconds since 1970. */
  readonly deadline: number;
}

/** A file as it was read, and how many bytes of text that took. */
export interface ReadFile {
  readonly entry: Entry;
  readonly identity: Identity;
  readonly bytes: number;
}

const nothing: Entry = { kind: 'text', window: narrowWindow, coverage: 'none', fingerprints: new Float64Array() };

/**
 * Reads a file and gives its fingerprints.
 * @returns undefined where it is no regular file.
 * @throws where it cannot be opened or read.
 */
export async function fingerprintFile(path: string, keys: GramKeys, bounds: Bounds): Promise<ReadFile | undefined> {
  const file = openRegular(path);
  if (file === undefined) return undefined;
  const { descriptor, ...identity } = file;
  try {
    if (isUnread(path)) return { entry: nothing, identity, bytes: 0 };
    for (let { window } = bounds; ; window *= widening) {
      const attempt = await gather(path, file, keys, { ...bounds, window });
      if (attempt !== 'too many') return { ...attempt, identity };
    }
  } finally {
    closeSync(descriptor);
  }
}

async function gather(
  path: string,
  file: OpenFile,
  keys: GramKeys,
  { window, limit, deadline }: Bounds,
): Promise<Omit<ReadFile, 'identity'> | 'too many'> {
  let gatherer: Gatherer | undefined;
  let form: Form | undefined;
  let bytes = 0;
  let cut = false;
  const reckoned = reckonCharacters(file.size, isPacked(path), readWholeUpTo);
  for await (const piece of readPieces(path, file)) {
    if (gatherer === undefined) {
      form = formOf(path, piece.bytes.subarray(0, beginningSize));
      if (form === undefined) return { entry: nothing, bytes: 0 };
      const expected = Math.min(limit, expectedFingerprints(reckoned, window) + 64);
      gatherer = new Gatherer(keys, form, { window, room: pieceSize, expected, limit: slack(limit) });
    } else if (piece.apart) gatherer.breakOff();
    gatherer.take(piece.bytes);
    bytes += piece.bytes.length;
    if (gatherer.isOver) return 'too many';
    if (Date.now() > deadline) {
      cut = true;
      break;
    }
  }
  if (gatherer === undefined || form === undefined) return { entry: nothing, bytes: 0 };
  const sampled = isPacked(path) ? bytes >= readWholeUpTo : file.size > readWholeUpTo;
  const coverage = cut ? 'cut' : sampled ? 'sampled' : 'whole';
  return { entry: { kind: form.kind, window, coverage, fingerprints: gatherer.end() }, bytes };
}
