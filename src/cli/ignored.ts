import { join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { decodeText } from '../server/policy/decodeText.ts';
import { readBeginning } from '../server/policy/readBeginning.ts';

/** A longer ignore file, in bytes, is no work of a person's. */
const longestFile = 256 * 1024;

interface IgnoreFile {
  readonly folder: string;
  readonly patterns: Ignore;
}

/**
 * What `.gitignore` files leave out, where git itself cannot be asked. The nearest file that speaks of a path decides
 * (gitignore(5)).
 */
export class Ignored {
  /** From the top down; each holds for what lies below its folder. */
  readonly #files: readonly IgnoreFile[];

  private constructor(files: readonly IgnoreFile[]) {
    this.#files = files;
  }

  static readonly nothing = new Ignored([]);

  /** With what the ignore files in one more folder say, which lies below those before. */
  async within(folder: string): Promise<Ignored> {
    const files = [...this.#files];
    for (const name of ['.git/info/exclude', '.gitignore']) {
      const bytes = await readBeginning(join(folder, name), longestFile).catch(() => new Uint8Array());
      if (bytes.length > 0) files.push({ folder, patterns: ignore().add(decodeText(bytes)) });
    }
    return files.length === this.#files.length ? this : new Ignored(files);
  }

  /** Whether a file, or a folder with all that it holds, is left out. */
  has(path: string, isFolder: boolean): boolean {
    for (const { folder, patterns } of this.#files.toReversed()) {
      const below = relative(folder, path).split(sep).join('/');
      const { ignored, unignored } = patterns.test(isFolder ? `${below}/` : below);
      if (ignored || unignored) return ignored;
    }
    return false;
  }
}
