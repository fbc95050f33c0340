import * as l10n from '@vscode/l10n';
import ignore from 'ignore';
import { basename, join } from 'node:path';
import { pathWithin } from '../path.ts';
import type { SourceFinding } from './finding.ts';
import { FolderFiles, type FolderWithFiles } from './folderFiles.ts';
import { readLines, StampedFiles } from './stampedFiles.ts';

/** The files by which people keep others from AI tools: Gemini, JetBrains, Cursor, Copilot, Continue, Windsurf. */
export const aiIgnoreNames = [
  '.aiexclude',
  '.aiignore',
  '.cursorignore',
  '.copilotignore',
  '.continueignore',
  '.codeiumignore',
] as const;

/**
 * Of Gemini's file, its documentation says that an empty one keeps everything beneath it, and that a pattern cannot be
 * taken back with `!`.
 */
const gemini: string = aiIgnoreNames[0];

/** What one ignore file says of a path below its folder, or why it cannot be known. */
type IgnoreFile = { readonly lineFor: (below: string) => number | undefined } | { readonly cause: string };

/** Files that other tools' ignore files keep from AI are kept from any model: `secret`. */
export class AiIgnore {
  readonly #folders: FolderFiles;
  readonly #files = new StampedFiles(readIgnoreFile);

  /** @param folders finds at least `aiIgnoreNames`. */
  constructor(folders = new FolderFiles(aiIgnoreNames)) {
    this.#folders = folders;
  }

  /**
   * What the ignore files from the root down to the file's own folder say. Each has gitignore's meaning by itself; none
   * takes back what another keeps. One that cannot be read keeps all files beneath it.
   * @param root the folder at which looking up ends, with links followed; for a file outside it, only the file's own
   * folder counts.
   * @param resolved the file's one true path.
   */
  async findings(root: string, resolved: string): Promise<readonly SourceFinding[]> {
    return this.findingsAmong(await this.#folders.around(root, resolved), resolved);
  }

  /** The same, where the folders from the root down have been looked at already. */
  async findingsAmong(around: readonly FolderWithFiles[], resolved: string): Promise<readonly SourceFinding[]> {
    const found = await Promise.all(
      around.flatMap(({ folder, names }) =>
        aiIgnoreNames
          .filter((name) => names.includes(name))
          .map(async (name) => this.#findingOf(join(folder, name), pathWithin(folder, resolved) ?? basename(resolved))),
      ),
    );
    return found.filter((finding) => finding !== undefined);
  }

  async #findingOf(file: string, below: string): Promise<SourceFinding | undefined> {
    const content = await this.#files.read(file);
    if (content === undefined) return undefined;
    const name = basename(file);
    if ('cause' in content) {
      const reason = l10n.t('{0} cannot be read ({1}), so it may keep this file from AI tools.', name, content.cause);
      return { rule: 'ai-ignore', label: 'secret', reason, writtenAt: { file, line: 1 } };
    }
    const line = content.lineFor(below);
    if (line === undefined) return undefined;
    const reason = l10n.t('{0} keeps this file from AI tools.', name);
    return { rule: 'ai-ignore', label: 'secret', reason, writtenAt: { file, line } };
  }
}

async function readIgnoreFile(file: string): Promise<IgnoreFile> {
  const read = await readLines(file);
  if ('cause' in read) return { cause: read.cause };
  const isGemini = basename(file) === gemini;
  const patterns = read.lines
    .map((pattern, index) => ({ pattern: pattern.normalize('NFC'), mark: String(index + 1) }))
    .filter(({ pattern }) => pattern.trim() !== '' && !pattern.startsWith('#') && !(isGemini && pattern.startsWith('!')));
  if (isGemini && read.lines.every((line) => line.trim() === '')) return { lineFor: () => 1 };
  // A file system may ignore case, so a pattern matches in any; one that is taken back in another case stays.
  const matchers = [true, false].map((ignorecase) => ignore({ ignorecase }).add(patterns));
  const lineFor = (below: string) => {
    for (const matcher of matchers) {
      const { ignored, rule } = matcher.test(below);
      if (ignored) return Number(rule?.mark ?? 1);
    }
    return undefined;
  };
  try {
    // A pattern that is no expression shows only when it is first tried.
    lineFor('a');
    return { lineFor };
  } catch (error) {
    return { cause: error instanceof Error ? error.name : '' };
  }
}
