import { contextDefaults } from './defaults.ts';
import { withoutStrings } from './strings.ts';

/** What a line ends with that goes on in the next: a pipe, an operator, a comma. */
const goesOn = /(?:\|>|%[^%\s]*%|[-+*/,=&|~]|<-|\\)\s*$/;

/**
 * The statements of R or Python code, each with its lines joined and its comments left out. White space is one blank
 * each. One that is too long, as where a bracket is not closed yet, is taken for several, and of a line that is too long
 * by itself the beginning is taken: every pattern has only so much to look at.
 */
export function statementsOf(code: string): string[] {
  const statements: string[] = [];
  let current: string[] = [];
  let depth = 0;
  let length = 0;
  const end = (): void => {
    if (current.length > 0) statements.push(current.join(' '));
    [current, depth, length] = [[], 0, 0];
  };
  for (const full of code.split('\n')) {
    const line = withoutComment(full.trim().slice(0, contextDefaults.statementCharacters)).trim().replace(/\s+/g, ' ');
    if (line === '') continue;
    if (length + line.length > contextDefaults.statementCharacters) end();
    current.push(line);
    length += line.length + 1;
    depth += changeOfDepth(line);
    if (depth <= 0 && !goesOn.test(line)) end();
  }
  end();
  return statements.flatMap(withInner);
}

/** A function's body is one statement with it; what stands in its braces counts as statements of their own too. */
function withInner(statement: string): string[] {
  const body = /\{\s*(\S.*)$/.exec(statement)?.[1];
  return body !== undefined && /\bfunction\s*\(|\\\(/.test(statement.slice(0, statement.length - body.length)) ? [body] : [statement];
}

function withoutComment(line: string): string {
  if (!line.includes('#')) return line;
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const character = line.charAt(at);
    if (quote !== '') {
      if (character === '\\') at += 1;
      else if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '#') return line.slice(0, at);
  }
  return line;
}

function changeOfDepth(line: string): number {
  let depth = 0;
  for (const character of withoutStrings(line)) {
    if ('([{'.includes(character)) depth += 1;
    else if (')]}'.includes(character)) depth -= 1;
  }
  return depth;
}
