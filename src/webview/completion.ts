import type { AttachmentKind } from '../protocol/panel.ts';

/** What is being typed that a list can complete: `#` and a name, or at the beginning of a question `/` and a command. */
export interface Trigger {
  readonly sign: '#' | '/';
  /** Where the sign stands in the text; `end` is behind the last character of the query. */
  readonly start: number;
  readonly end: number;
  readonly query: string;
}

/** A line of the list. */
export interface CompletionItem {
  readonly id: string;
  readonly icon: AttachmentKind | 'command';
  readonly name: string;
  readonly detail: string;
  /** Whether it will be refused, as far as that is known. */
  readonly refused?: boolean;
}

/** The longest query: as long as names of files may be with a folder or two. */
const longestQuery = 100;

/**
 * What is being typed at the caret.
 * @returns undefined where there is nothing to complete: `#` within a word, before a space as in a heading, or doubled.
 */
export function triggerAt(text: string, caret: number): Trigger | undefined {
  const found = /(^|[\s("'«\u00a0])#([^\s#]*)$/.exec(text.slice(0, caret)) ?? /^(\s*)\/([\p{L}\p{N}:_.-]*)$/u.exec(text.slice(0, caret));
  if (found === null) return undefined;
  const [whole, before = '', query = ''] = found;
  if (query.length > longestQuery) return undefined;
  const start = found.index + before.length;
  return { sign: whole.charAt(before.length) === '#' ? '#' : '/', start, end: caret, query };
}

/**
 * The text with what was typed for a list replaced.
 * @param by what takes its place; empty where a chip says it all, and then no blank is left behind that only led to it
 * @returns the text and where the caret is then
 */
export function replaced(text: string, { start, end }: Trigger, by: string): { readonly text: string; readonly caret: number } {
  const before = text.slice(0, start);
  const rest = text.slice(end);
  if (by !== '') return { text: before + by + rest, caret: before.length + by.length };
  const behind = /(?:^|\s)$/.test(before) ? rest.replace(/^[^\S\n]/, '') : rest;
  const kept = behind === '' || clinging.test(behind) ? before.replace(/[^\S\n]+$/, '') : before;
  return { text: kept + behind, caret: kept.length };
}

/** What stands right behind a word: a blank, or what closes or ends something. */
const clinging = /^[\s.,;:!?)\]}»’'…]/;

/**
 * The text with the blank that a word needs which is typed right behind another one, where `replaced` has left the caret.
 * @param at where that was
 * @returns the text and where the caret is then; undefined where nothing is missing
 */
export function parted(text: string, at: number, caret: number): { readonly text: string; readonly caret: number } | undefined {
  if (caret <= at || !/\S$/.test(text.slice(0, at)) || clinging.test(text.slice(at))) return undefined;
  return { text: `${text.slice(0, at)} ${text.slice(at)}`, caret: caret + 1 };
}

/** Which item is active after a key; undefined for a key that moves nothing. The list goes round. */
export function movedTo(key: string, active: number, count: number): number | undefined {
  if (count === 0) return undefined;
  switch (key) {
    case 'ArrowDown':
      return (active + 1) % count;
    case 'ArrowUp':
      return (active + count - 1) % count;
    case 'PageDown':
      return count - 1;
    case 'PageUp':
      return 0;
    default:
      return undefined;
  }
}

/**
 * What a drag carries that can be attached, as VS Code and other programs tell it: its own list of URIs, the list of
 * the editors that are dragged, or the common list, in which lines with `#` are comments (RFC 2483, section 5).
 * @param dataOf what the drag holds of a type; empty for none
 */
export function droppedUris(dataOf: (type: string) => string): string[] {
  const listed = dataOf('application/vnd.code.uri-list') || dataOf('text/uri-list');
  const uris = listed.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'));
  if (uris.length > 0) return [...new Set(uris)];
  try {
    const told: unknown = JSON.parse(dataOf('resourceurls'));
    return Array.isArray(told) ? [...new Set(told.filter((each) => typeof each === 'string'))] : [];
  } catch {
    return [];
  }
}

/** Whether a drag carries what `droppedUris` reads; what it is, is told only when it is dropped. */
export function carriesUris(types: readonly string[]): boolean {
  return ['application/vnd.code.uri-list', 'text/uri-list', 'resourceurls'].some((type) => types.includes(type));
}
