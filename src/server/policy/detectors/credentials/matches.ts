/**
 * Every match of a global pattern, as `matchAll` gives them, but without its copy of the pattern: with as many patterns
 * as there are here, the engine forgets copies and compiles them anew for every text.
 */
export function matches(pattern: RegExp, text: string): RegExpExecArray[] {
  const all: RegExpExecArray[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) all.push(match);
  return all;
}
