import type { Console } from '../../../protocol/block.ts';

/** How much of the code is shown in the question whether to run it: what a dialog has room for. */
const shownLines = 20;
const shownColumns = 160;

/** Controls, of which a terminal may take some as commands, and what cannot be seen. */
const unseen = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** @returns the first lines of code for a dialog, with what cannot be seen spelled out, and how many more there are. */
export function shownInQuestion(code: string): { lines: string[]; more: number } {
  const all = code.split('\n');
  const lines = all.slice(0, shownLines).map((line) => {
    const spelled = line.replaceAll('\t', '    ').replace(unseen, codePoint);
    return spelled.length > shownColumns ? `${spelled.slice(0, shownColumns)}…` : spelled;
  });
  return { lines, more: all.length - lines.length };
}

const codePoint = (character: string) =>
  `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`;

/** Statements of Python after which its console waits for more lines. */
const compound = /^(?:async|class|def|for|if|match|try|while|with|@)(?![\p{L}\p{N}_])/u;

/**
 * @param file Where the code lies, for code that cannot be typed as it is.
 * @returns what is to be typed into a console; undefined for such code where no file is given.
 */
export function commandFor(console: Console, code: string): string | undefined;
export function commandFor(console: Console, code: string, file: string): string;
export function commandFor(console: Console, code: string, file?: string): string | undefined {
  const line = code.trim();
  if (!/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(line) && (console === 'r' || !compound.test(line))) return line;
  if (file === undefined) return undefined;
  // A string in JSON is one in R and in Python too: both read \" \\ and \uXXXX, and paths have nothing else.
  const path = JSON.stringify(file);
  // Both show the values of expressions, as if each had been typed.
  if (console === 'r') return `source(${path}, echo = TRUE, max.deparse.length = Inf, encoding = "UTF-8")`;
  return `import ast; exec(compile(ast.Interactive(ast.parse(open(${path}, encoding="utf-8").read()).body), ${path}, "single"))`;
}
