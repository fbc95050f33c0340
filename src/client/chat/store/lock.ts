import { randomUUID } from 'node:crypto';
import { open, readdir, rm, stat, utimes } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { absent } from './absent.ts';

/** How long a lock may go without a sign of life before its holder is taken to have died with it, in milliseconds. */
const lockLife = 10_000;

/** How often a holder gives one, in milliseconds: a machine that is slow to write is not dead. */
const lockSign = 2_000;

/** How long to wait before asking again, in milliseconds: at least, and as much again by chance, so that two who ask at once part. */
const lockLook = 15;

/**
 * Runs something while nobody else does so for this path, in this process or another.
 *
 * Whoever asks writes a file of a name of their own and then looks for those of others: of two who ask at once at least
 * one sees the other and steps back. So what a dead holder left behind can be taken away without taking away what
 * another has put in its place meanwhile.
 * @param path of what is to be locked; its folder must be there
 */
export async function alone<T>(path: string, run: () => Promise<T>): Promise<T> {
  const own = `${path}.${randomUUID()}.lock`;
  while (!(await taken(path, own))) await new Promise((resolve) => setTimeout(resolve, lockLook * (1 + Math.random())));
  const signs = setInterval(() => {
    const now = new Date();
    utimes(own, now, now).catch(() => undefined);
  }, lockSign);
  try {
    return await run();
  } finally {
    clearInterval(signs);
    await rm(own, { force: true });
  }
}

/** @returns whether the lock is held now by whoever asks; if not, nothing of theirs is left. */
async function taken(path: string, own: string): Promise<boolean> {
  if (await isHeld(path, own)) return false;
  await (await open(own, 'wx', 0o600)).close();
  if (!(await isHeld(path, own))) return true;
  await rm(own, { force: true });
  return false;
}

/** Whether somebody else holds the lock or asks for it. What the dead left, be it by a clock that was set back since, is taken away. */
async function isHeld(path: string, own: string): Promise<boolean> {
  const folder = dirname(path);
  const locks = (await readdir(folder)).filter((name) => name.startsWith(`${basename(path)}.`) && name.endsWith('.lock'));
  const others = locks.map((name) => join(folder, name)).filter((each) => each !== own);
  const alive = others.map(async (lock) => {
    const found = await stat(lock).catch(absent);
    if (found === undefined) return false;
    if (Math.abs(Date.now() - found.mtimeMs) <= lockLife) return true;
    await rm(lock, { force: true });
    return false;
  });
  return (await Promise.all(alive)).includes(true);
}
