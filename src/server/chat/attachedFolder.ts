import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { pathWithin } from '../policy/path.ts';
import { passedOver } from '../policy/walk.ts';

/** How many files an outline names: some 12,000 characters. */
const filesNamed = 300;

/** How many files of one folder are named before another folder's turn comes. */
const filesOfOne = 60;

/** How many entries are looked at, and how deep; more would keep the person waiting. */
const entriesSeen = 20_000;
const deepest = 10;

/** The largest `.gitignore` that is read, in bytes; those of large projects have some thousand. */
const largestIgnore = 200_000;

/** A file or folder of an outline. */
export interface Entry {
  /** Absolute. */
  readonly path: string;
  /** From the folder, with `/`. */
  readonly below: string;
}

/** What lies below a folder, as far as git would keep it. */
export interface Below {
  /** Those of the folder itself first, in each folder by name. */
  readonly files: readonly Entry[];
  /** How many others there are, or `some` where the folder was not looked through to its end. */
  readonly more: number | 'some';
}

/**
 * The files below a folder without those that git ignores, and without folders that tools fill. Links are named and
 * not followed.
 * @param root the workspace folder around it, whose ignore files count as well; the folder itself where it is in none
 * @throws where the folder cannot be read
 */
export async function filesBelow(folder: string, root: string): Promise<Below> {
  const files: Entry[] = [];
  const waiting: { path: string; depth: number; rules: readonly Rules[] }[] = [
    { path: folder, depth: 0, rules: await rulesAbove(folder, root) },
  ];
  let [seen, left, cut] = [0, 0, false];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { path, depth } = next;
    const entries = await readdir(path, { withFileTypes: true }).catch((error: unknown) => {
      if (path === folder) throw error;
      return [];
    });
    const own = await rulesIn(path);
    const rules = own === undefined ? next.rules : [...next.rules, own];
    let named = 0;
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      seen += 1;
      if (seen > entriesSeen) return { files, more: 'some' };
      const inside = join(path, entry.name);
      if (passedOver.has(entry.name) || isIgnored(inside, entry.isDirectory(), rules)) continue;
      if (entry.isDirectory()) {
        if (depth + 1 < deepest) waiting.push({ path: inside, depth: depth + 1, rules });
        else cut = true;
      } else if (files.length < filesNamed && named < filesOfOne) {
        named += 1;
        files.push({ path: inside, below: pathWithin(folder, inside) ?? entry.name });
      } else {
        left += 1;
      }
    }
  }
  return { files, more: cut ? 'some' : left };
}

/** Names as an indented tree: files of a folder first, then its folders. */
export function tree(paths: readonly string[]): string {
  interface Folder {
    readonly files: string[];
    readonly folders: Map<string, Folder>;
  }
  const top: Folder = { files: [], folders: new Map() };
  for (const path of paths) {
    const names = path.split('/').map((name) => name.replace(/\s+/g, ' '));
    const file = names.pop() ?? '';
    let folder = top;
    for (const name of names) {
      const inside = folder.folders.get(name) ?? { files: [], folders: new Map<string, Folder>() };
      folder.folders.set(name, inside);
      folder = inside;
    }
    folder.files.push(file);
  }
  const linesOf = ({ files, folders }: Folder, indent: string): string[] => [
    ...files.map((name) => indent + name),
    ...[...folders].flatMap(([name, inside]) => [`${indent}${name}/`, ...linesOf(inside, `${indent}  `)]),
  ];
  return linesOf(top, '').join('\n');
}

/** The ignore file of one folder. */
interface Rules {
  readonly folder: string;
  readonly ignore: Ignore;
}

/** The ignore files from the root down to above a folder. */
async function rulesAbove(folder: string, root: string): Promise<Rules[]> {
  const found: Rules[] = [];
  if (pathWithin(root, folder) === undefined) return found;
  for (let above = dirname(folder); ; above = dirname(above)) {
    const rules = await rulesIn(above);
    if (rules !== undefined) found.unshift(rules);
    if (above === root || above === dirname(above)) return found;
  }
}

async function rulesIn(folder: string): Promise<Rules | undefined> {
  const path = join(folder, '.gitignore');
  try {
    const found = await stat(path);
    if (!found.isFile() || found.size > largestIgnore) return undefined;
    return { folder, ignore: ignore().add(await readFile(path, 'utf8')) };
  } catch {
    return undefined;
  }
}

/** The deepest ignore file that says anything of a path has the say (gitignore(5)). */
function isIgnored(path: string, isFolder: boolean, rules: readonly Rules[]): boolean {
  for (const { folder, ignore: said } of [...rules].reverse()) {
    const below = pathWithin(folder, path) ?? basename(path);
    const { ignored, unignored } = said.test(isFolder ? `${below}/` : below);
    if (ignored || unignored) return ignored;
  }
  return false;
}
