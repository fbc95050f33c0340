import type { LabelResult } from '../../protocol/status.ts';
import type { Place } from '../../protocol/verdict.ts';

/** A cursor as LSP counts: lines and UTF-16 code units from 0. */
interface Position {
  readonly line: number;
  readonly character: number;
}

/**
 * Whether ghost text is refused only because of where the cursor stands: all of the document might be sent with what
 * was found redacted, but the cursor stands in such a place, its edges and the quote before it included, and cuts it
 * off from what surrounds it.
 * @param label what the server says of the whole document
 */
export function cursorCuts({ maySend, redacted, findings }: LabelResult, cursor: Position): boolean {
  return maySend && redacted && findings.some(({ place }) => holds(place, cursor));
}

function holds({ line, column, endLine, endColumn }: Place, cursor: Position): boolean {
  if (line === undefined || column === undefined || endLine === undefined || endColumn === undefined) return false;
  const at = { line: cursor.line + 1, column: cursor.character + 1 };
  const begun = at.line > line || (at.line === line && at.column >= column - 1);
  const notEnded = at.line < endLine || (at.line === endLine && at.column <= endColumn);
  return begun && notEnded;
}
