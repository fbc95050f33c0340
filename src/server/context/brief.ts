import { withoutStrings } from './strings.ts';
import { tableColumns } from './tableColumns.ts';

/** A shorter form of a piece of a document, for where there is little room. */
export interface Brief {
  readonly text: string;
  /** Where in the document it stands; left out where it was put together from names in the document. */
  readonly start?: number;
}

/** Lines of a signature at most, in whatever language; longer ones are lists of defaults. */
const signatureLines = 8;

/** What stands between the head of a definition and its body, from a line on: the arguments of a Stata program, a docstring. */
const secondLine: Readonly<Record<string, RegExp>> = {
  python: /^[ \t]+[rR]?(?:"""|''').+$/,
  stata: /^[ \t]*(?:args|syntax)\b.*$/,
};

/**
 * What a definition says at the least: a table's columns, or the comment above, the name and the arguments of a function.
 * @param code of its language alone
 * @param start where the definition begins in the code, with a line of comment above it
 * @param head where its name stands
 * @param offset of the code in its document
 */
export function briefOf(code: string, language: string, { name, start, head }: { name: string; start: number; head: number }, offset: number): Brief {
  if (language === 'sql') {
    const columns = tableColumns(code, head);
    if (columns.length > 0) return { text: `-- ${name}(${columns.join(', ')})` };
  }
  const lines = code.slice(head, head + 2000).split('\n', signatureLines + 1);
  let count = 1;
  while (count < Math.min(lines.length, signatureLines) && isOpen(lines.slice(0, count))) count += 1;
  if (isOpen(lines.slice(0, count))) count = 1;
  if (secondLine[language]?.test(lines[count] ?? '') === true) count += 1;
  return { text: (code.slice(start, head) + lines.slice(0, count).join('\n')).trimEnd(), start: offset + start };
}

/** Whether a round bracket is open at the end of some lines. */
function isOpen(lines: readonly string[]): boolean {
  const code = lines.map((line) => withoutStrings(line).replace(/#.*/, '')).join('\n');
  return code.split('(').length > code.split(')').length;
}
