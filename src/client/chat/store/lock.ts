import { randomUUID } from 'node:crypto';
import { access, open, readdir, rm, stat, unlink, utimes } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { absent } from './absent.ts';

/** How long a lock may go without a sign of life before its holder is taken to have died with it, in milliseconds. */
const lockLife = 10_000;

/** How often a holder gives one, in milliseconds: a machine that is slow to write is not dead. */
const lockSign = 2_000;

/** How long to wait before asking again, in milliseconds: at least, and as much again by chance, so that two who ask at once part. */
const lockLook = 15;

/** Gives a sign of life. @throws where the holder was taken for dead and the lock is lost: another may hold it now. */
export type Hold = () => Promise<void>;

/**
 * Runs something while nobody else does so for this path, in this process or another.
 *
 * Whoever asks writes a file of a name of their own and then looks for those of others: of two who ask at once at least
 * one sees the other and steps back. So what a dead holder left behind can be taken away without taking away what
 * another has put in its place meanwhile.
 *
 * A machine that sleeps longer than a lock lives may lose it when it wakes. So what is run asks `hold` right before it
 * changes anything, and is run again where the lock turns out to have been lost, whatever came of it.
 * @param path of what is to be locked; its folder must be there
 * @param run may be run more than once, and looks anew each time at what is there
 */
export async function alone<T>(path: string, run: (hold: Hold) => Promise<T>): Promise<T> {
  for (;;) {
    const own = `${path}.${randomUUID()}.lock`;
    while (!(await taken(path, own))) await new Promise((resolve) => setTimeout(resolve, lockLook * (1 + Math.random())));
    const hold = (): Promise<void> => {
      const now = new Date();
      return utimes(own, now, now).catch(() => access(own));
    };
    const signs = setInterval(() => void hold().catch(() => undefined), lockSign);
    const [outcome] = await Promise.allSettled([run(hold)]);
    clearInterval(signs);
    if (!(await wasHeld(own))) continue;
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  }
}

/** Gives a lock back. @returns whether it was still there: then nobody else has held it meanwhile. */
async function wasHeld(own: string): Promise<boolean> {
  return (await unlink(own).then(() => true).catch(absent)) ?? false;
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
