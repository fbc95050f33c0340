import { defaults } from '../defaults.ts';
import { isFence } from '../language.ts';
import type { View } from '../view.ts';
import { lex, lexOn, openerOf, type Checkpoint, type Lexed, type State } from './lex.ts';

/** What surrounds the cursor, by brackets, strings and comments. */
export interface Context {
  /** The code before the cursor: of its chunk, where the document holds several languages. */
  readonly code: string;
  /** The code behind the cursor, of the same chunk. */
  readonly after: string;
  readonly lexed: Lexed;
  /** Whether `code` begins where the code does, so that all brackets that may be open are known. */
  readonly whole: boolean;
}

const contexts = new WeakMap<View, Context>();

/** The surroundings of a view's cursor, read once for each view and a bounded stretch of it. */
export function contextOf(view: View): Context {
  const known = contexts.get(view);
  if (known !== undefined) return known;
  const { code, whole } = codeBefore(view);
  const context = { code, whole, after: codeAfter(view), lexed: lexedOn(code, view.language.id) };
  contexts.set(view, context);
  return context;
}

/** How far the code before the cursor was read the last time: at the next key all but its last line is the same. */
let read: { readonly language: string; readonly checkpoint: Checkpoint } | undefined;

function lexedOn(code: string, language: string): Lexed {
  const from = read?.language === language && code.startsWith(read.checkpoint.before) ? read.checkpoint : undefined;
  const { lexed, checkpoint } = lexOn(code, language, from);
  if (checkpoint !== undefined) read = { language, checkpoint };
  return lexed;
}

function codeBefore({ before, fromStart, language, lineBefore }: View): { code: string; whole: boolean } {
  if (language.within === 'prose') return { code: lineBefore, whole: false };
  const from = Math.max(0, before.length - defaults.syntaxReach);
  const start = from === 0 && fromStart ? 0 : before.indexOf('\n', from) + 1;
  const atStart = start === 0 && fromStart;
  if (language.within !== 'chunk') return { code: before.slice(start), whole: atStart };
  const fence = lastFence(before, start);
  return fence === -1 ? { code: before.slice(start), whole: false } : { code: before.slice(fence), whole: true };
}

/** The start of the line behind the last fence, or -1. */
function lastFence(text: string, from: number): number {
  let end = text.lastIndexOf('\n');
  while (end >= from) {
    const start = end === 0 ? 0 : text.lastIndexOf('\n', end - 1) + 1;
    if (isFence(text.slice(start, end))) return end + 1;
    end = start - 1;
  }
  return -1;
}

function codeAfter({ after, language }: View): string {
  const text = after.slice(0, defaults.syntaxReach);
  if (language.within === 'prose') return text.split('\n', 1)[0] ?? '';
  if (language.within !== 'chunk') return text;
  const fence = /^[ \t]*(?:`{3,}|~{3,})/m.exec(text);
  return fence === null ? text : text.slice(0, fence.index);
}

/** Whether the cursor stands in a comment that a reader is meant to read; a chunk's options (`#|`) are none. */
export function isInComment(view: View): boolean {
  const { lexed } = contextOf(view);
  return lexed.inside?.kind === 'comment' && !isChunkOption(view.lineBefore);
}

/** Whether a line sets an option of its chunk or notebook cell: `#| echo: false`, in SQL `--| label: x`. */
export function isChunkOption(line: string): boolean {
  return /^\s*(?:#|--|\/\/|\*)\|/.test(line);
}

/** The brackets that are open at the cursor, from the outside in, and the quote of the string it is in. */
export function openAt(view: View): string[] {
  const { open, inside } = contextOf(view).lexed;
  const marks = open.map(({ mark }) => mark).filter((mark) => mark !== '`');
  return inside?.kind === 'string' ? [...marks, inside.close] : marks;
}

/**
 * How many of the brackets and quotes in the code behind a place close nothing. One that is not closed is passed over
 * where the bracket around it is.
 * @param open what is open at the place, from the outside in
 * @param from the state there
 */
export function surplusBehind(code: string, language: string, open: readonly string[], from: State): number {
  const stack = [...open];
  let surplus = 0;
  for (const { mark } of lex(code, language, from).unmatched) {
    const place = stack.lastIndexOf(openerOf(mark));
    if (place === -1) surplus++;
    else stack.length = place;
  }
  return surplus;
}

/**
 * How many brackets and quotes behind the cursor close nothing unless it is what a piece written at the cursor leaves
 * open.
 * @param own the piece, read from the state at the cursor
 * @param replaces how many characters behind the cursor it replaces
 */
export function missedBehind(own: Lexed, view: View, replaces = 0): number {
  const { after } = contextOf(view);
  const around = openAt(view);
  const outer = around.slice(0, Math.max(0, around.length - own.unmatched.length));
  const behind = (open: readonly string[]): number => surplusBehind(after.slice(replaces), view.language.id, open, own);
  return behind(outer) - behind([...outer, ...own.open.map(({ mark }) => mark)]);
}
