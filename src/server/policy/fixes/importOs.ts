import type { TextChange } from './fix.ts';

/**
 * The change that gives a Python program the module `os`; none where it has it.
 * @param from where the program begins: a chunk, or 0. Another chunk of the document may have imported it.
 */
export function importOs(text: string, from: number): TextChange[] {
  if (/^[ \t]*import[ \t]+(?:[\w.]+(?:[ \t]+as[ \t]+\w+)?[ \t]*,[ \t]*)*os(?:\.path)?[ \t]*(?:,|#|;|\r?$)/m.test(text)) return [];
  const at = from + placeForImport(text.slice(from));
  const eol = /\r?\n/.exec(text)?.[0] ?? '\n';
  return [{ start: at, end: at, text: `import os${eol}` }];
}

/** Before the first import; without one, behind what must come first: magics, chunk options, comments, docstring. */
function placeForImport(program: string): number {
  const preamble =
    /^(?:[ \t]*(?:#.*|%.*|!.*)?\r?\n)*(?:[rRuU]?(?:"""(?:[^"\\]|\\[^]|"(?!""))*"""|'''(?:[^'\\]|\\[^]|'(?!''))*''')[ \t]*\r?\n(?:[ \t]*(?:#.*)?\r?\n)*)?(?:from[ \t]+__future__[ \t].*\r?\n(?:[ \t]*\r?\n)*)*/;
  return preamble.exec(program)?.[0].length ?? 0;
}
