import { signOf, type Look } from '../look.ts';
import { readLiterals } from './literals.ts';
import { byColumn, type Cell, type Table } from './table.ts';

const opening = /\b(?:tribble|frame_data|rowwise_table|fribble)\(\s*/g;
const named = signOf(/\b(?:tribble|frame_data|rowwise_table|fribble)\(/);
const heading = /~\s{0,20}(?:`([^`\n]{1,60})`|([\p{L}_.][\p{L}\p{N}_.]{0,59}))\s*,?(?:[ \t]*#[^\n]*)?\s*/uy;

/** R's tables written row by row: `tribble(~nom, ~age, "…", 34, …)`. */
export function* tribbleTables(look: Look): Generator<Table> {
  if (!look.has(named)) return;
  const { text } = look;
  for (const match of text.matchAll(opening)) {
    const names: string[] = [];
    heading.lastIndex = match.index + match[0].length;
    let at = heading.lastIndex;
    for (let column = heading.exec(text); column !== null; column = heading.exec(text)) {
      names.push(column[1] ?? column[2] ?? '');
      at = heading.lastIndex;
    }
    if (names.length === 0) continue;
    const { cells, end } = readLiterals(text, at);
    const rows: Cell[][] = [];
    for (let first = 0; first < cells.length; first += names.length) rows.push(cells.slice(first, first + names.length));
    if (rows.length > 0) yield { start: cells[0]?.start ?? at, end, names, columns: byColumn(rows) };
  }
}
