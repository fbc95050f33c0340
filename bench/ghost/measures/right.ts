import { lineEnd, lineStart } from '../oracle/paragraph.ts';

/** So many characters tell whether a ghost text is right; fewer where the line ends earlier. */
export const tellingCharacters = 8;

/** What a ghost text has to begin with at a place inside a line: undefined where nothing is left of the line. */
export function wantedInLine(text: string, place: number): string | undefined {
  const rest = text.slice(place, lineEnd(text, place));
  return rest.trim() === '' ? undefined : rest.slice(0, tellingCharacters);
}

/** @returns whether a ghost text is right at a place inside an unfinished line */
export function isRight(ghost: string, text: string, place: number): boolean {
  const wanted = wantedInLine(text, place);
  return wanted !== undefined && ghost.startsWith(wanted);
}

/**
 * Whether a ghost text is wrong: its first characters contradict what the person goes on to type. One that is right but
 * shorter than what tells is not. At the end of a line it has to go on with the next line, whatever blank lines are
 * between.
 * @param place undefined while a slip stands in the text: then every ghost text is wrong
 */
export function isWrong(ghost: string, text: string, place: number | undefined): boolean {
  if (ghost === '') return false;
  if (place === undefined) return true;
  const wanted = wantedInLine(text, place);
  if (wanted !== undefined) return !agree(ghost, wanted);
  const finished = text.slice(lineStart(text, place), place).trim() !== '';
  if (finished && !/^[ \t]*\n/.test(ghost)) return true;
  const next = text.slice(place).trimStart();
  return !agree(ghost.trimStart(), next.slice(0, Math.min(tellingCharacters, lineEnd(next, 0))));
}

function agree(ghost: string, wanted: string): boolean {
  const length = Math.min(ghost.length, wanted.length);
  return ghost.slice(0, length) === wanted.slice(0, length);
}

/**
 * At the end of a line: what is wanted of the next line that is not blank.
 * @param end typing ends here
 * @returns the offset of that line's first character that is not blank, and the offset up to which it is to be shown;
 * undefined at other places
 */
export function nextLineAfter(text: string, place: number, end: number): { content: number; shownTo: number } | undefined {
  const atLineEnd = place === lineEnd(text, place) && text.slice(lineStart(text, place), place).trim() !== '';
  const content = place + (/^\s*/.exec(text.slice(place, end))?.[0].length ?? 0);
  if (!atLineEnd || content >= end) return undefined;
  return { content, shownTo: Math.min(content + tellingCharacters, lineEnd(text, content)) };
}
