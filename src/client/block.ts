/** Lines of a text, both ends included, counted from 0. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/**
 * The block of code around a line: from the line itself to the nearest blank lines, carried on over a blank line
 * for as long as a bracket that was opened in the block stays open.
 * @param line counted from 0
 * @returns undefined where the line is blank or outside the text
 */
export function blockAround(lines: readonly string[], line: number): LineRange | undefined {
  if (isBlank(lines[line])) return undefined;
  let start = line;
  while (start > 0 && !isBlank(lines[start - 1])) start -= 1;
  let end = start;
  let open = 0;
  for (let at = start; at < lines.length; at += 1) {
    if (isBlank(lines[at]) && open <= 0) break;
    open += openedBy(lines[at] ?? '');
    end = at;
  }
  while (isBlank(lines[end])) end -= 1;
  return { first: start, last: end };
}

function isBlank(line: string | undefined): boolean {
  return line === undefined || line.trim() === '';
}

/** How many brackets a line leaves open. Brackets in strings count too: a block that is too long does no harm. */
function openedBy(line: string): number {
  let open = 0;
  for (const character of line) {
    if ('([{'.includes(character)) open += 1;
    else if (')]}'.includes(character)) open -= 1;
  }
  return open;
}
