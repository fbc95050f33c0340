import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join } from 'node:path';
import { Script } from 'node:vm';
import { replaceFileSync } from './replaceFile.ts';

/** How a CommonJS module is wrapped (Node.js, "The module wrapper"). */
const before = '(function (exports, require, module, __filename, __dirname) {';
const after = '\n})';

/**
 * What is kept is what was compiled so long after the start, in milliseconds, or at the end of a shorter session: all
 * that the first answers take. Later V8 drops again what was not called for a while.
 */
const keptAfter = 20_000;

/**
 * What other builds have left goes once none of them was started for so long, in milliseconds. While two windows run two
 * builds, before and after an update, each starts within a day as a rule, so that neither takes away what the other
 * uses; were it so all the same, a start would take longer and nothing else.
 */
const keptUnused = 24 * 3600 * 1000;

const suffix = '.compiled';
/** What this module calls its files, and what it writes aside: nothing else is ever removed. */
const ownName = /^[0-9a-f]{32}\.compiled(?:\.[0-9a-f]{16})?$/;
const digestBytes = 32;

/**
 * Runs a CommonJS program, and keeps what V8 has compiled of it for its next start, which takes half of the time then.
 * Node.js 22.1 and later can keep what is compiled as a program is loaded (`NODE_COMPILE_CACHE`); here it is also what
 * was compiled when it was first called, and earlier versions, as in VS Code before 1.101, have it too. V8 itself
 * refuses what another version of it has compiled, or the same one with other flags.
 * @param file the program's absolute path.
 * @param folder the absolute path of where what was compiled is kept; it must be its owner's alone, since it is run.
 *   Anything else, such as what would be a folder of the workspace, is nowhere.
 */
export function runCompiled(file: string, folder: string | undefined): void {
  const bytes = readFileSync(file);
  const kept = folder !== undefined && isAbsolute(folder) ? join(folder, nameFor(bytes)) : undefined;
  const cachedData = kept === undefined ? undefined : readKept(kept);
  const script = new Script(before + bytes.toString('utf8') + after, {
    filename: file,
    columnOffset: -before.length,
    ...(cachedData !== undefined && { cachedData }),
  });
  if (kept !== undefined) keepLater(script, kept, cachedData !== undefined && script.cachedDataRejected !== true);
  const program = script.runInThisContext() as (...given: unknown[]) => void;
  const module = { exports: {} };
  program.call(module.exports, module.exports, createRequire(file), module, file, dirname(file));
}

/** What was compiled of one program by one V8 has a name of its own. */
function nameFor(program: Buffer): string {
  const { arch, versions } = process;
  return createHash('sha256').update(`${versions.v8} ${arch}\n`).update(program).digest('hex').slice(0, 32) + suffix;
}

/** V8 would run what is damaged, so it begins with its hash. */
function readKept(path: string): Buffer | undefined {
  try {
    const bytes = readFileSync(path);
    const data = bytes.subarray(digestBytes);
    return digestOf(data).equals(bytes.subarray(0, digestBytes)) ? data : undefined;
  } catch {
    return undefined;
  }
}

/** @param isTaken whether V8 has taken what is kept, so that it is only to be known as in use */
function keepLater(script: Script, path: string, isTaken: boolean): void {
  let isDone = false;
  const keepOnce = (): void => {
    if (isDone) return;
    isDone = true;
    unlessItFails(() => {
      if (isTaken) utimesSync(path, new Date(), new Date());
      else keep(script, path);
    });
    unlessItFails(() => { removeUnused(path); });
  };
  process.once('exit', keepOnce);
  setTimeout(keepOnce, keptAfter).unref();
}

function keep(script: Script, path: string): void {
  const data = script.createCachedData();
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  replaceFileSync(path, Buffer.concat([digestOf(data), data]));
}

function removeUnused(own: string): void {
  const folder = dirname(own);
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (!ownName.test(name) || path === own) continue;
    unlessItFails(() => {
      if (Date.now() - lstatSync(path).mtimeMs > keptUnused) rmSync(path);
    });
  }
}

/** What fails here costs a longer start, or some room on the disk, and nothing else. */
function unlessItFails(attempt: () => void): void {
  try {
    attempt();
  } catch {
    // Another window may have been quicker; otherwise the next start tries again.
  }
}

function digestOf(data: Buffer): Buffer {
  return createHash('sha256').update(data).digest();
}
