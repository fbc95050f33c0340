import { createHmac, timingSafeEqual } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, unlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFileSync } from '../../replaceFile.ts';
import type { Identity } from './readText.ts';
import type { Kind } from './source.ts';

/**
 * Fingerprints on the disk, so that unchanged files are not read again: for each workspace a folder, in it for each
 * flagged file an entry. Names of both are keyed hashes; an entry is a keyed hash of what the file is recognised by
 * (path, size, time of change, inode), the fingerprints, and a keyed seal. No name, path or content is written.
 *
 * Windows may share the folder: an entry is written aside and renamed, and whoever misses one reads the file again.
 */

/** What is kept of a file. */
export interface Entry {
  readonly kind: Kind;
  /** The window that it was winnowed with. */
  readonly window: number;
  readonly coverage: Coverage;
  readonly fingerprints: Float64Array;
}

/**
 * How much of a file was read: all, evenly spaced blocks (see `readText.ts`), its beginning until the time for one
 * file was spent, or nothing because it holds no text.
 */
export const coverages = ['whole', 'sampled', 'cut', 'none'] as const;
export type Coverage = (typeof coverages)[number];

const kinds: readonly Kind[] = ['rows', 'text'];

const magic = Buffer.from('VIGKIN1\n', 'latin1');
const hashBytes = 16;
const headBytes = 48;

/** A workspace that was not opened for so long loses its entries. */
const keptUnused = 90 * 24 * 3600 * 1000;

/** What another window writes aside is finished after so long, or its program has ended. */
const keptAside = 10 * 60 * 1000;

/** The entries of one workspace. */
export class EntryStore {
  readonly #root: string;
  readonly #folder: string;
  readonly #key: Uint8Array;
  readonly #keyId: string;

  /**
   * @param root the folder of all workspaces.
   * @param key secret of this machine.
   * @param workspace any text that stands for the workspace.
   */
  constructor(root: string, key: Uint8Array, workspace: string) {
    this.#root = root;
    this.#key = key;
    this.#keyId = this.#hash('key').toString('hex');
    this.#folder = join(root, `${this.#keyId}-${this.#hash('workspace', workspace).toString('hex')}`);
  }

  /** Makes the folder where it is missing, and removes what stands under another key or was long unused, also of `LookMemory`. */
  open(): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const now = Date.now();
    utimesSync(this.#folder, now / 1000, now / 1000);
    for (const name of readdirSync(this.#root)) {
      const folder = join(this.#root, name);
      const isLook = /^look-[0-9a-f]{32}/.test(name);
      if (!isLook && !/^[0-9a-f]{32}-[0-9a-f]{32}$/.test(name)) continue;
      const isForeign = !isLook && !name.startsWith(this.#keyId);
      if (isForeign || now - changedAt(folder) > keptUnused) rmSync(folder, { recursive: true, force: true });
    }
  }

  /**
   * What is kept of a file.
   * @param identity of the file now, and the window that it is to have now; undefined to have what is there, be it old.
   * @returns undefined where there is nothing, where it is of another state of the file, and where it is damaged.
   */
  read(path: string, identity?: { readonly file: Identity; readonly window: number }): Entry | undefined {
    let bytes: Buffer;
    try {
      bytes = readFileSync(this.#fileOf(path));
    } catch {
      return undefined;
    }
    const body = bytes.length - headBytes - hashBytes;
    if (body < 0 || body % 8 !== 0 || !bytes.subarray(0, magic.length).equals(magic)) return undefined;
    const state = bytes.subarray(8, 8 + hashBytes);
    if (identity !== undefined && !state.equals(this.#state(path, identity.file, identity.window))) return undefined;
    const sealed = bytes.subarray(0, -hashBytes);
    if (!timingSafeEqual(bytes.subarray(-hashBytes), this.#seal(path, sealed))) return undefined;
    const kind = kinds[bytes.readUInt32LE(24)];
    const coverage = coverages[bytes.readUInt32LE(28)];
    if (kind === undefined || coverage === undefined) return undefined;
    const fingerprints = new Float64Array(body / 8);
    Buffer.from(fingerprints.buffer).set(bytes.subarray(headBytes, headBytes + body));
    return { kind, coverage, window: bytes.readUInt32LE(32), fingerprints };
  }

  /**
   * Keeps what was read of a file.
   * @param wanted the window that it was to have; the entry's own may be wider.
   * @throws where it cannot be written.
   */
  write(path: string, file: Identity, wanted: number, { kind, window, coverage, fingerprints }: Entry): void {
    const bytes = Buffer.alloc(headBytes + fingerprints.byteLength + hashBytes);
    magic.copy(bytes);
    this.#state(path, file, wanted).copy(bytes, 8);
    bytes.writeUInt32LE(kinds.indexOf(kind), 24);
    bytes.writeUInt32LE(coverages.indexOf(coverage), 28);
    bytes.writeUInt32LE(window, 32);
    bytes.set(new Uint8Array(fingerprints.buffer, fingerprints.byteOffset, fingerprints.byteLength), headBytes);
    this.#seal(path, bytes.subarray(0, -hashBytes)).copy(bytes, bytes.length - hashBytes);
    replaceFileSync(this.#fileOf(path), bytes);
  }

  /** Removes the entries of all other files. */
  keepOnly(paths: Iterable<string>): void {
    const kept = new Set(Array.from(paths, (path) => this.#nameOf(path)));
    for (const name of readdirSync(this.#folder)) {
      const file = join(this.#folder, name);
      const isAside = name.includes('.') && kept.has(name.slice(0, name.indexOf('.')));
      if (kept.has(name) || (isAside && Date.now() - changedAt(file) < keptAside)) continue;
      try {
        unlinkSync(file);
      } catch {
        // Another window has removed it, or reads it just now; the next refresh comes by again.
      }
    }
  }

  #fileOf(path: string): string {
    return join(this.#folder, this.#nameOf(path));
  }

  #nameOf(path: string): string {
    return this.#hash('name', path).toString('hex');
  }

  #state(path: string, { dev, ino, size, mtimeNs }: Identity, window: number): Buffer {
    return this.#hash('state', path, String(dev), String(ino), String(size), String(mtimeNs), String(window));
  }

  #seal(path: string, bytes: Uint8Array): Buffer {
    return createHmac('sha256', this.#key).update(`seal\0${path}\0`).update(bytes).digest().subarray(0, hashBytes);
  }

  #hash(...parts: readonly string[]): Buffer {
    return createHmac('sha256', this.#key).update(parts.join('\0')).digest().subarray(0, hashBytes);
  }
}

/** When a file or folder was last changed, in milliseconds since 1970; now, where it is gone. */
function changedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
}
