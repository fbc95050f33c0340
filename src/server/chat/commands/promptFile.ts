import * as l10n from '@vscode/l10n';
import { chatDefaults } from '../defaults.ts';

/** Something about a prompt's file that its author should know. */
export interface PromptProblem {
  /** From 0. */
  readonly line: number;
  /** `error`: the prompt cannot be used; `warning`: something in it does nothing. */
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

/** A piece of a prompt, in order: a stretch of the file's text, or a place for what the person brings. */
export type PromptPiece =
  | { readonly kind: 'text'; readonly start: number; readonly end: number }
  | { readonly kind: 'selection' | 'argument' };

/** A prompt's file, read. It is text, and gives a model nothing but text. */
export interface PromptFile {
  readonly title?: string;
  readonly description?: string;
  /** What the person is asked for behind the prompt's name. */
  readonly argument?: string;
  readonly pieces: readonly PromptPiece[];
  readonly problems: readonly PromptProblem[];
}

/** What the head of a prompt's file may say, by the key; `argument-hint` and `name` are Copilot's words for the same. */
const keys: Readonly<Record<string, 'title' | 'description' | 'argument'>> = {
  title: 'title',
  name: 'title',
  description: 'description',
  argument: 'argument',
  'argument-hint': 'argument',
};

/** What prompt files of other tools say that would be more than text. */
const powers = new Set(['mode', 'agent', 'model', 'tools']);

/**
 * `{{selection}}` and `{{argument}}`, and what Copilot's prompt files call them. A text behind the colon has no braces:
 * so what is not closed is looked through up to the next place only, not to the end of the file for each.
 */
const places = /\{\{\s*(\w+)\s*\}\}|\$\{(\w+)(?::[^{}]*)?\}/g;
const selectionWords = new Set(['selection', 'selectedText', 'file']);
const argumentWords = new Set(['argument', 'input']);

/** Reads the text of a prompt's file: a head of `key: value` lines between two lines of `---`, if any, and a body. */
export function readPromptFile(text: string): PromptFile {
  const { head, body, problems } = headOf(text);
  const pieces = piecesOf(text, body, problems);
  const length = text.length - body;
  if (!pieces.some((piece) => piece.kind !== 'text' || text.slice(piece.start, piece.end).trim() !== '')) {
    problems.push({ line: lineBehind(text.slice(0, body)), severity: 'error', message: l10n.t('This prompt says nothing. Write below the head what the model is to do.') });
  } else if (length > chatDefaults.promptCharacters) {
    const message = l10n.t('This prompt has {0} characters, and a small model has room for {1}. Shorten it.', length, chatDefaults.promptCharacters);
    problems.push({ line: lineBehind(text.slice(0, body)), severity: 'error', message });
  }
  return { ...head, pieces, problems };
}

type Head = Pick<PromptFile, 'title' | 'description' | 'argument'>;

function headOf(text: string): { head: Head; body: number; problems: PromptProblem[] } {
  const problems: PromptProblem[] = [];
  const lines = text.split(/(?<=\n)/);
  if (lines[0]?.trim() !== '---') return { head: {}, body: 0, problems };
  const end = lines.findIndex((line, index) => index > 0 && line.trim() === '---');
  if (end === -1) {
    problems.push({ line: 0, severity: 'error', message: l10n.t('The head of this prompt is not closed. End it with a line of ---.') });
    return { head: {}, body: text.length, problems };
  }
  const head: Record<string, string> = {};
  for (const [index, line] of lines.slice(1, end).entries()) {
    const problem = readHeadLine(line.trim(), head);
    if (problem !== undefined) problems.push({ line: index + 1, ...problem });
  }
  return { head, body: lines.slice(0, end + 1).join('').length, problems };
}

function readHeadLine(line: string, head: Record<string, string>): Omit<PromptProblem, 'line'> | undefined {
  if (line === '' || line.startsWith('#')) return undefined;
  const match = /^([\w-]+)\s*:\s*(.*)$/.exec(line);
  if (match === null) {
    return { severity: 'error', message: l10n.t('A line of the head has a key and a value, such as title: Check the denominators.') };
  }
  const [, key = '', value = ''] = match;
  const known = keys[key];
  if (known !== undefined) {
    const said = value.replace(/^(["'])(.*)\1$/, '$2').trim();
    if (said !== '') head[known] = said.slice(0, 200);
    return undefined;
  }
  return powers.has(key)
    ? { severity: 'warning', message: l10n.t('“{0}” does nothing here: a prompt of Vigie is text, and chooses no model and no tools.', key) }
    : { severity: 'warning', message: l10n.t('Vigie does not know “{0}”. The head can have title, description and argument.', key) };
}

function piecesOf(text: string, body: number, problems: PromptProblem[]): PromptPiece[] {
  const pieces: PromptPiece[] = [];
  let from = body;
  let [line, counted] = [0, 0];
  const upTo = (end: number): void => {
    if (text.slice(from, end).trim() !== '') pieces.push({ kind: 'text', start: from, end });
  };
  for (const match of text.slice(body).matchAll(places)) {
    const word = match[1] ?? match[2] ?? '';
    const at = body + match.index;
    const kind = selectionWords.has(word) ? 'selection' : argumentWords.has(word) ? 'argument' : undefined;
    if (kind === undefined) {
      const message = l10n.t('Vigie fills in nothing for “{0}”. It knows {1} and {2}.', match[0], '{{selection}}', '{{argument}}');
      line += lineBehind(text.slice(counted, at));
      counted = at;
      problems.push({ line, severity: 'warning', message });
      continue;
    }
    upTo(at);
    pieces.push({ kind });
    from = at + match[0].length;
  }
  upTo(text.length);
  return pieces;
}

/** The number of the line that begins or goes on behind a text, from 0. */
function lineBehind(before: string): number {
  return before.split('\n').length - 1;
}
