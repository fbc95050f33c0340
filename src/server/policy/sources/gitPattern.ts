import { RE2JS } from 're2js';

/** POSIX classes that git's wildcards know, as RE2 writes them within brackets; a slash is in none of them here. */
const posixClass = /^\[:(alnum|alpha|blank|cntrl|digit|graph|lower|print|punct|space|upper|xdigit):\]/;
const withSlash: Readonly<Record<string, string>> = {
  '[:graph:]': '\\x{21}-\\x{2e}\\x{30}-\\x{7e}',
  '[:print:]': '\\x{20}-\\x{2e}\\x{30}-\\x{7e}',
  '[:punct:]': '\\x{21}-\\x{2e}\\x{3a}-\\x{40}\\x{5b}-\\x{60}\\x{7b}-\\x{7e}',
};

/**
 * A pattern of a `.gitattributes` file, as git matches it (gitattributes(5), gitignore(5), and git's wildmatch.c):
 * without a slash it matches a file's name at any depth, otherwise the path from the folder of the file on. It
 * matches no folder, so one that ends in a slash matches nothing. The engine takes time linear in the path's length.
 * @param anyCase whether letter case is ignored.
 * @returns a test of paths below the folder, with `/` between their parts and in Unicode form NFC.
 */
export function gitPattern(pattern: string, anyCase: boolean): (below: string) => boolean {
  const source = pattern.endsWith('/') ? undefined : regexOf(pattern.normalize('NFC').replace(/^\//, ''));
  if (source === undefined) return () => false;
  const regex = RE2JS.compile(source, RE2JS.DOTALL | (anyCase ? RE2JS.CASE_INSENSITIVE : 0));
  return pattern.includes('/')
    ? (below) => regex.matches(below)
    : (below) => regex.matches(below.slice(below.lastIndexOf('/') + 1));
}

/** @returns undefined for a pattern that matches nothing: it ends within a bracket or behind a backslash. */
function regexOf(glob: string): string | undefined {
  let regex = '';
  // Git compares what stands before the first wildcard by itself, so that for its wildcards the pattern begins there.
  const literal = glob.search(/[*?[\\]/);
  for (let at = 0; at < glob.length; ) {
    const rest = glob.slice(at);
    const atPart = at === literal || glob[at - 1] === '/';
    const [stars] = /^\*+/.exec(rest) ?? [''];
    const after = rest.slice(stars.length);
    const deep = stars.length > 1 && atPart;
    if (deep && after.startsWith('/')) {
      regex += '(?:.*/)?';
      at += stars.length + 1;
    } else if (stars !== '') {
      regex += deep && after === '' ? '.*' : '[^/]*';
      at += stars.length;
    } else if (rest.startsWith('?')) {
      regex += '[^/]';
      at += 1;
    } else if (rest.startsWith('[')) {
      const bracket = bracketOf(rest);
      if (bracket === undefined) return undefined;
      regex += bracket.regex;
      at += bracket.length;
    } else {
      const character = /^\\?(.)/su.exec(rest);
      if (character === null || rest === '\\') return undefined;
      regex += RE2JS.quote(character[1] ?? '');
      at += character[0].length;
    }
  }
  return regex;
}

/**
 * A bracket at the beginning of a text: `[a-z]`, `[!x]`, `[[:digit:]_]`, `[]x]`. None of them matches a slash.
 * @returns undefined where it does not end, or holds nothing.
 */
function bracketOf(text: string): { regex: string; length: number } | undefined {
  const negated = /^\[[!^]/.test(text);
  const first = negated ? 2 : 1;
  let inside = '';
  for (let at = first; at < text.length; ) {
    const rest = text.slice(at);
    if (rest.startsWith(']') && at > first) {
      if (negated) return { regex: `[^/${inside}]`, length: at + 1 };
      return inside === '' ? undefined : { regex: `[${inside}]`, length: at + 1 };
    }
    const [posix] = posixClass.exec(rest) ?? [];
    const [range, from = '', to] = /^(\\.|[^\\])(?:-(?!\])(\\.|[^\\]))?/su.exec(rest) ?? [];
    if (posix === undefined && range === undefined) return undefined;
    inside += posix === undefined ? rangeOf(codePoint(from), codePoint(to ?? from)) : (withSlash[posix] ?? posix);
    at += (posix ?? range ?? '').length;
  }
  return undefined;
}

const slash = 0x2f;

/** The characters from `low` to `high` without the slash; none where `high` is the lower. */
function rangeOf(low: number, high: number): string {
  if (low > high) return '';
  if (low <= slash && slash <= high) return rangeOf(low, slash - 1) + rangeOf(slash + 1, high);
  return `\\x{${low.toString(16)}}-\\x{${high.toString(16)}}`;
}

function codePoint(character: string): number {
  return character.replace(/^\\(?=.)/su, '').codePointAt(0) ?? 0;
}
