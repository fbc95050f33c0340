import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { errorCode } from './errorCode.ts';
import { askDisk } from './swiftDisk.ts';

/** Opening a pipe without O_NONBLOCK waits for a writer, perhaps for ever. Windows has neither: there it adds nothing. */
const forReading = constants.O_RDONLY | constants.O_NONBLOCK;

/** How many bytes a local disk gives while one waits for it; more are read on another thread. */
const atOnce = 64 * 1024;

/**
 * The first bytes of a regular file.
 * @param limit in bytes; a longer file gives no more.
 * @returns nothing where there is no file at the path.
 * @throws where it cannot be read, or is no regular file: a pipe or a device might never end.
 */
export async function readBeginning(path: string, limit: number): Promise<Uint8Array> {
  try {
    if (limit > atOnce) return await readElsewhere(path, limit);
    return await askDisk(
      path,
      () => readHere(path, limit),
      () => readElsewhere(path, limit),
    );
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return new Uint8Array();
    throw error;
  }
}

function readHere(path: string, limit: number): Uint8Array {
  const handle = openSync(path, forReading);
  try {
    if (!fstatSync(handle).isFile()) throw new NotRegular(path);
    const buffer = new Uint8Array(limit);
    return buffer.subarray(0, readSync(handle, buffer, 0, limit, 0));
  } finally {
    closeSync(handle);
  }
}

async function readElsewhere(path: string, limit: number): Promise<Uint8Array> {
  const handle = await open(path, forReading);
  try {
    if (!(await handle.stat()).isFile()) throw new NotRegular(path);
    const { buffer, bytesRead } = await handle.read(new Uint8Array(limit), 0, limit, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** What stands at a path is a folder, a pipe or a device. */
class NotRegular extends Error {
  readonly code = 'not a regular file';

  constructor(path: string) {
    super(`${path} is not a regular file`);
    this.name = 'NotRegular';
  }
}
