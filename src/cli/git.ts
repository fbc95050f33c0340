import { execFile, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';
import * as l10n from '@vscode/l10n';

const run = promisify(execFile);

/** The most that git may answer, in bytes: the names of a million files. */
const largestAnswer = 256 * 1024 * 1024;

/** Git could not do what it was asked for; the message is for a person. */
export class GitError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'GitError';
  }
}

/** A file as the next commit will hold it. */
export interface StagedFile {
  /** Absolute. */
  readonly path: string;
  /** The name of its content in git; undefined for a link, whose content is only a path. */
  readonly content: string | undefined;
}

/** A hook is told of its own repository in these (githooks(5)); a folder may belong to another. */
const ofHooks: ReadonlySet<string> = new Set(['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX']);

/** Modes of entries of the index (gitformat-index(5)). */
const linkMode = '120000';
const submoduleMode = '160000';

/** The git of this machine. */
export class Git {
  readonly #program: string;
  readonly #env: NodeJS.ProcessEnv;

  private constructor(program: string, env: NodeJS.ProcessEnv) {
    this.#program = program;
    this.#env = env;
  }

  /**
   * @returns undefined where there is none. Only absolute folders of the path are searched: a project may hold a
   * program of that name.
   */
  static find(env: NodeJS.ProcessEnv): Git | undefined {
    const name = process.platform === 'win32' ? 'git.exe' : 'git';
    const folders = (env['PATH'] ?? '').split(delimiter).filter(isAbsolute);
    const program = folders.map((folder) => join(folder, name)).find(isProgram);
    return program === undefined ? undefined : new Git(program, env);
  }

  /**
   * What of a folder is the person's work: the files that git tracks, be they ignored, and those that it does not
   * ignore. Submodules and repositories within stand there as folders.
   * @returns paths relative to the folder, some of which may be gone from the disk.
   * @throws GitError where the folder is in no work tree or git refuses.
   */
  async workIn(folder: string): Promise<string[]> {
    const env = Object.fromEntries(Object.entries(this.#env).filter(([name]) => !ofHooks.has(name)));
    const listed = await this.#ask(['ls-files', '--cached', '--others', '--exclude-standard', '-z', '--', '.'], folder, env);
    return [...new Set(nulSeparated(listed))];
  }

  /**
   * The files that the next commit adds or changes.
   * @param paths files and folders to keep to, relative to the folder or absolute.
   * @throws GitError where the folder is in no work tree or git refuses.
   */
  async staged(folder: string, paths: readonly string[]): Promise<StagedFile[]> {
    const top = (await this.#ask(['rev-parse', '--show-toplevel'], folder, this.#env)).replace(/\r?\n$/, '');
    const changes = ['diff', '--cached', '--raw', '--no-abbrev', '--no-renames', '--no-ext-diff', '--diff-filter=ACMT', '-z'];
    const told = nulSeparated(await this.#ask(['--literal-pathspecs', ...changes, '--', ...paths], folder, this.#env));
    const files: StagedFile[] = [];
    for (let index = 0; index + 1 < told.length; index += 2) {
      const [, mode, , content] = (told[index] ?? '').split(' ');
      if (mode === submoduleMode) continue;
      files.push({ path: join(top, told[index + 1] ?? ''), content: mode === linkMode ? undefined : content });
    }
    return files;
  }

  /**
   * The first bytes of a content.
   * @param limit in bytes.
   * @throws GitError where git does not have it.
   */
  async beginning(content: string, folder: string, limit: number): Promise<Uint8Array> {
    const child = spawn(this.#program, ['cat-file', 'blob', content], { cwd: folder, env: this.#env, stdio: ['ignore', 'pipe', 'ignore'] });
    const ended = new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', resolve);
    });
    const pieces: Buffer[] = [];
    let size = 0;
    for await (const piece of child.stdout as AsyncIterable<Buffer>) {
      pieces.push(piece);
      size += piece.length;
      if (size >= limit) break;
    }
    if (size >= limit) child.kill();
    else if ((await ended) !== 0) throw new GitError(l10n.t('Git does not give the content of a staged file.'));
    return Buffer.concat(pieces).subarray(0, limit);
  }

  async #ask(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<string> {
    try {
      return (await run(this.#program, args, { cwd, env, maxBuffer: largestAnswer, windowsHide: true })).stdout;
    } catch (error) {
      const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
      throw new GitError(said === '' && error instanceof Error ? error.message : said);
    }
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function nulSeparated(text: string): string[] {
  return text.split('\0').filter((part) => part !== '');
}
