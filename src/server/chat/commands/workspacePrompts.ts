import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as l10n from '@vscode/l10n';
import { chatDefaults } from '../defaults.ts';
import { readPromptFile, type PromptFile, type PromptProblem } from './promptFile.ts';

/** A file of the workspace that says something to a model. */
export interface WorkspaceText {
  readonly uri: string;
  readonly text: string;
}

/** A prompt of the workspace. One with an error has its problems told, and is not offered. */
export interface WorkspacePrompt extends WorkspaceText {
  /** As it is typed behind the slash. */
  readonly name: string;
  readonly prompt: PromptFile;
}

/** A file with what is wrong with it. */
export interface PromptFileProblems {
  readonly uri: string;
  readonly problems: readonly PromptProblem[];
}

/** All that a workspace says to a model. */
export interface WorkspaceWords {
  readonly prompts: readonly WorkspacePrompt[];
  readonly instructions: readonly WorkspaceText[];
  readonly problems: readonly PromptFileProblems[];
}

/** The words of a workspace that says nothing to a model. */
export const noWords: WorkspaceWords = { prompts: [], instructions: [], problems: [] };

/** Where the words of a workspace come from. */
export interface WorkspaceWordsPlaces {
  /** The paths of the workspace's folders. */
  readonly folders: () => readonly string[];
  /** Nothing is read in a workspace that is not trusted. */
  readonly trusted: () => boolean;
  /** The text of a file that is open in the editor. */
  readonly openText: (path: string) => string | undefined;
  /** Names that are taken, in small letters. */
  readonly taken: () => ReadonlySet<string>;
}

/** The folder, in a folder of the workspace, and the file in it that goes along with every message. */
export const wordsFolder = '.vigie';
const promptsFolder = 'prompts';
const instructionsFile = 'instructions.md';

/** Enough for any team, and read within milliseconds. */
const mostPrompts = 100;

/** A prompt of a page has some kilobytes; a larger file is none, in bytes. */
const largest = 64 * 1024;

/** Reads the prompts and instructions of a workspace as they stand now, in the editor or on the disk. */
export async function readWorkspaceWords(places: WorkspaceWordsPlaces): Promise<WorkspaceWords> {
  if (!places.trusted()) return noWords;
  const taken = new Set(places.taken());
  const prompts: WorkspacePrompt[] = [];
  const instructions: WorkspaceText[] = [];
  const problems: PromptFileProblems[] = [];
  for (const folder of places.folders()) {
    const own = join(folder, wordsFolder);
    const said = await textAt(join(own, instructionsFile), places);
    if (said !== undefined) {
      const told = withProblems(said, instructionsProblems(said.text));
      if (told.problems.length > 0) problems.push(told);
      if (said.text.trim() !== '') instructions.push(said);
    }
    for (const path of await promptFiles(join(own, promptsFolder))) {
      const file = await textAt(path, places);
      if (file === undefined) continue;
      const name = nameOf(path);
      const prompt = readPromptFile(file.text);
      const all = [...nameProblems(name, taken), ...prompt.problems];
      if (all.length > 0) problems.push(withProblems(file, all));
      if (all.some(({ severity }) => severity === 'error')) continue;
      taken.add(name);
      prompts.push({ ...file, name, prompt });
    }
  }
  return { prompts, instructions, problems };
}

/** Whether a file, by its path, is one that a workspace says something with. */
export function isWorkspaceWords(path: string): boolean {
  return /[\\/]\.vigie[\\/](?:instructions\.md|prompts[\\/][^\\/]+\.md)$/.test(path);
}

async function promptFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.toLowerCase().endsWith('.md')).sort().slice(0, mostPrompts).map((name) => join(folder, name));
}

/** The text of a regular file; nothing where there is none, or it cannot be read, or is too large to be one of these. */
async function textAt(path: string, { openText }: WorkspaceWordsPlaces): Promise<WorkspaceText | undefined> {
  const uri = pathToFileURL(path).href;
  const open = openText(path);
  if (open !== undefined) return { uri, text: open };
  try {
    const stats = await stat(path);
    return stats.isFile() && stats.size <= largest ? { uri, text: await readFile(path, 'utf8') } : undefined;
  } catch {
    return undefined;
  }
}

/** `check-rates.md` and Copilot's `check-rates.prompt.md` are both `check-rates`. */
function nameOf(path: string): string {
  return basename(path).replace(/(?:\.prompt)?\.md$/i, '').toLowerCase();
}

function nameProblems(name: string, taken: ReadonlySet<string>): PromptProblem[] {
  const error = (message: string): PromptProblem[] => [{ line: 0, severity: 'error', message }];
  if (!/^[\p{L}\p{N}][\p{L}\p{N}_-]{0,49}$/u.test(name)) {
    return error(l10n.t('A prompt is called by the name of its file, so that can have letters, digits, - and _ only, 50 at most.'));
  }
  return taken.has(name) ? error(l10n.t('There is another command called /{0}. Give this file another name.', name)) : [];
}

function instructionsProblems(text: string): PromptProblem[] {
  const most = chatDefaults.instructionsCharacters;
  if (text.length <= most) return [];
  const message = l10n.t('Only the first {0} of {1} characters go along with a message. Shorten these instructions.', most, text.length);
  return [{ line: text.slice(0, most).split('\n').length - 1, severity: 'warning', message }];
}

function withProblems({ uri }: WorkspaceText, problems: readonly PromptProblem[]): PromptFileProblems {
  return { uri, problems };
}
