import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** How long an editor on this machine may take to answer, in milliseconds. */
const patience = 2000;

/**
 * Makes sure that one start at a time uses the folders that starts share.
 * @param {string} file
 * @returns {Promise<
 *   | { taken: true, tell: (url: string) => void, release: () => void }
 *   | { taken: false, holder: { pid: number, url?: string } }
 * >} `tell` leaves the editor's address for those that come later; `release` is done at the process's end at the
 *   latest. `holder` is the start that runs.
 */
export async function takeLock(file) {
  mkdirSync(dirname(file), { recursive: true });
  for (;;) {
    try {
      write(file, { pid: process.pid }, 'wx');
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = read(file);
    if (holder !== undefined && (await runs(holder))) return { taken: false, holder };
    rmSync(file, { force: true });
  }
  const release = () => {
    process.removeListener('exit', release);
    if (read(file)?.pid === process.pid) rmSync(file, { force: true });
  };
  process.once('exit', release);
  return { taken: true, tell: (url) => write(file, { pid: process.pid, url }, 'w'), release };
}

/** The address carries the editor's token: nobody else of this machine may read it. */
const write = (file, holder, flag) => writeFileSync(file, JSON.stringify(holder), { flag, mode: 0o600 });

/** @returns {{ pid: number, url?: string } | undefined} nothing where the file is gone or was not written to its end. */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError || error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whether the start that wrote this still runs: after a restart of the machine its number may be another program's. */
async function runs({ pid, url }) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  if (url === undefined) return true;
  try {
    await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(patience) });
    return true;
  } catch (error) {
    // A busy machine may be slow to answer; where nobody listens, it says so at once.
    return error.name === 'TimeoutError';
  }
}
