import { closeSync, constants, createReadStream, fstatSync, openSync, readSync } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { isPacked } from './source.ts';

/** Up to this size a file is read whole; of a packed one this much of its text is read, from the beginning. */
export const readWholeUpTo = 2 * 2 ** 30;

/** A larger file is sampled: this many blocks of this size, evenly spaced, the first and the last included. */
export const sampledBlocks = 128;
export const sampledBlockSize = 16 * 2 ** 20;

/** How much is read at once, in bytes. */
export const pieceSize = 2 ** 20;

/** What the file system says of a file: whether it is the one that was read. */
export interface Identity {
  readonly dev: bigint;
  readonly ino: bigint;
  readonly size: bigint;
  readonly mtimeNs: bigint;
}

/** A piece of a file. It is overwritten by the next. */
export interface Piece {
  readonly bytes: Uint8Array;
  /** Whether it does not follow on the piece before. */
  readonly apart: boolean;
}

/** An opened regular file. */
export interface OpenFile extends Identity {
  readonly descriptor: number;
}

/**
 * Opens a file and makes sure that it is a regular one: a pipe or a device might never end. The caller closes it.
 * @throws where it cannot be opened.
 * @returns undefined where it is no regular file.
 */
export function openRegular(path: string): OpenFile | undefined {
  // Opening a pipe without O_NONBLOCK waits for a writer, perhaps for ever. Windows has neither: there it adds nothing.
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const stat = fstatSync(descriptor, { bigint: true });
  if (stat.isFile()) {
    const { dev, ino, size, mtimeNs } = stat;
    return { descriptor, dev, ino, size, mtimeNs };
  }
  closeSync(descriptor);
  return undefined;
}

/** The text of a file in pieces: whole, or sampled where it is over `readWholeUpTo` bytes; unpacked where it is packed. */
export async function* readPieces(path: string, { descriptor, size }: OpenFile): AsyncGenerator<Piece> {
  if (isPacked(path)) yield* unpack(path, descriptor);
  else yield* readBlocks(descriptor, Number(size));
}

/** Where the parts of a file of so many bytes that are read begin, and how long they are. */
export function partsRead(size: number): { readonly start: number; readonly length: number }[] {
  if (size <= readWholeUpTo) return [{ start: 0, length: size }];
  const step = (size - sampledBlockSize) / (sampledBlocks - 1);
  return Array.from({ length: sampledBlocks }, (_, block) => {
    const start = Math.floor(block * step);
    // UTF-16 has its characters at even places.
    return { start: start - (start % 2), length: sampledBlockSize };
  });
}

function* readBlocks(descriptor: number, size: number): Generator<Piece> {
  const piece = new Uint8Array(Math.max(1, Math.min(pieceSize, size)));
  for (const { start, length } of partsRead(size)) {
    for (let done = 0; done < length; ) {
      const count = readSync(descriptor, piece, 0, Math.min(piece.length, length - done), start + done);
      if (count === 0) break;
      yield { bytes: piece.subarray(0, count), apart: done === 0 };
      done += count;
    }
  }
}

/** @throws where the file is not what its name says. */
async function* unpack(path: string, descriptor: number): AsyncGenerator<Piece> {
  const packed = createReadStream(path, { fd: descriptor, autoClose: false, start: 0, highWaterMark: pieceSize });
  const unpacked = createGunzip({ chunkSize: pieceSize });
  // An error of either reaches the loop below through `unpacked`.
  pipeline(packed, unpacked, () => undefined);
  let done = 0;
  for await (const bytes of unpacked as AsyncIterable<Uint8Array>) {
    yield { bytes, apart: done === 0 };
    done += bytes.length;
    if (done >= readWholeUpTo) break;
  }
}
