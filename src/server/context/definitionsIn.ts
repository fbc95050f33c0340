import { briefOf, type Brief } from './brief.ts';
import { codeOf } from './chunks.ts';
import { contextDefaults } from './defaults.ts';
import type { ProgramText } from './project.ts';
import { withoutStrings } from './strings.ts';

/** Something that a program defines for others to use: a function, class, macro, program, table or view. */
export interface Definition {
  readonly name: string;
  /** Where it begins, with a line of comment above it: an offset, UTF-16. */
  readonly start: number;
  /** Where what is shown of it ends: behind a line, `definitionLines` below its beginning at most. */
  readonly end: number;
  /** The signature of a function; a table with its columns. */
  readonly brief: Brief;
}

/** How much of a definition counts. */
interface Most {
  readonly definitionLines: number;
  readonly definitionCharacters: number;
}

interface Grammar {
  /** Where definitions begin; the group is the name. */
  readonly begins: RegExp;
  /** Whether a line ends one, given the lines from the first on and how many brackets are open behind it. */
  readonly isLast: (line: string, lines: readonly string[], depth: number) => boolean;
  readonly comment: RegExp;
}

const grammars: Readonly<Record<string, Grammar>> = {
  r: {
    begins: /^([\p{L}.][\p{L}\p{N}_.]*)[ \t]*(?:<-|=)[ \t]*(?:function[ \t]*\(|\\\()/gmu,
    isLast: (line, lines, depth) => depth <= 0 && !/(?:[-+*/=,(<|&]|%\w*%|\belse)\s*$/.test(line.replace(/#.*/, '')) && !isSignature(lines) && line.trim() !== '',
    comment: /^#/,
  },
  python: {
    begins: /^(?:async[ \t]+)?(?:def|class)[ \t]+([\p{L}_][\p{L}\p{N}_]*)/gmu,
    isLast: () => false,
    comment: /^[#@]/,
  },
  sas: {
    begins: /^[ \t]*%macro[ \t]+([\p{L}_]\w*)/gimu,
    isLast: (line) => /^\s*%mend\b/i.test(line),
    comment: /^\s*(?:\/\*.*\*\/|\*[^;]*;)\s*$/,
  },
  stata: {
    begins: /^[ \t]*(?:cap(?:ture)?[ \t]+)?pr(?:o|og|ogr|ogra|ogram)?[ \t]+(?:def?(?:i|in|ine)?[ \t]+)?(?!(?:def?|defi|defin|define|drop|list|dir)\b)([\p{L}_]\w*)/gmu,
    isLast: (line) => /^\s*end\b/.test(line),
    comment: /^\s*(?:\*|\/\/)/,
  },
  sql: {
    begins:
      /^[ \t]*create[ \t]+(?:or[ \t]+replace[ \t]+)?(?:(?:global|local)[ \t]+)?(?:temp(?:orary)?[ \t]+)?(?:materialized[ \t]+)?(?:function|procedure|view|table|macro)[ \t]+(?:if[ \t]+not[ \t]+exists[ \t]+)?(?:[\p{L}\p{N}_"]+\.)*"?([\p{L}_][\p{L}\p{N}_]*)"?/gimu,
    isLast: (line) => /;\s*(?:--.*)?$/.test(line),
    comment: /^\s*--/,
  },
};

/** Whether some lines of R are no more than `name <- function(…)`, whose body stands below. */
function isSignature(lines: readonly string[]): boolean {
  const text = lines.join(' ').trim();
  const open = text.indexOf('(');
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '(') depth += 1;
    else if (text[at] === ')' && --depth === 0) return at === text.length - 1;
  }
  return depth > 0;
}

/**
 * What a program defines at its top level, in order; nothing in languages that are not known.
 * @param most of a definition, in lines and UTF-16 code units: by default what a completion is shown of one
 */
export function definitionsIn(document: Pick<ProgramText, 'languageId' | 'text'>, most: Most = contextDefaults): Definition[] {
  const { text } = document;
  return codeOf(document).flatMap(({ language, start, end }) => {
    const grammar = grammars[language];
    if (grammar === undefined) return [];
    const code = text.slice(start, end);
    return [...code.matchAll(grammar.begins)].map((match) => {
      const [name = '', head] = [match[1], match.index];
      const from = withComment(code, head, grammar.comment);
      const brief = briefOf(code, language, { name, start: from, head }, start);
      return { name, start: start + from, end: start + endOf(code, head, { language, grammar, most }), brief };
    });
  });
}

/** The start of the line of comment right above, if there is one. */
function withComment(code: string, at: number, comment: RegExp): number {
  const lineStart = code.lastIndexOf('\n', at - 1) + 1;
  if (lineStart === 0) return 0;
  const above = code.lastIndexOf('\n', lineStart - 2) + 1;
  return comment.test(code.slice(above, lineStart - 1)) ? above : lineStart;
}

function endOf(code: string, at: number, { language, grammar: { isLast }, most }: { language: string; grammar: Grammar; most: Most }): number {
  const lines: string[] = [];
  let depth = 0;
  let end = at;
  while (end < code.length && lines.length < most.definitionLines) {
    const next = code.indexOf('\n', end);
    const lineEnd = next === -1 ? code.length : next;
    const line = code.slice(end, lineEnd);
    if (lines.length > 0 && lineEnd - at > most.definitionCharacters) break;
    if (language === 'python' && lines.length > 0 && depth <= 0 && /^[^\s#)\]}]/.test(line)) break;
    lines.push(line);
    depth += depthOf(line);
    end = Math.min(code.length, lineEnd + 1);
    if (isLast(line, lines, depth)) break;
  }
  return at + code.slice(at, Math.min(end, at + most.definitionCharacters)).trimEnd().length;
}

/** How many more brackets a line opens than it closes, without those in strings and comments. */
function depthOf(line: string): number {
  let depth = 0;
  for (const character of withoutStrings(line).replace(/#.*/, '')) {
    if ('([{'.includes(character)) depth += 1;
    else if (')]}'.includes(character)) depth -= 1;
  }
  return depth;
}
