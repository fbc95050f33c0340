/** A string literal of a program, all offsets in the whole text. */
export interface Literal {
  readonly start: number;
  readonly end: number;
  /** What stands between the quotes. */
  readonly bodyStart: number;
  readonly bodyEnd: number;
  /** Letters before the quotes: `f` of Python. */
  readonly prefix: string;
  readonly quote: string;
}

/** What a place of a program is in. `unknown` in a language whose strings and comments Vigie does not know. */
export type Surroundings =
  | { readonly kind: 'code' | 'comment' | 'unknown' }
  | { readonly kind: 'literal'; readonly literal: Literal };

/**
 * Comments and string literals by language, the first of which wins at each place. A literal that is never closed runs
 * to where the language would notice.
 */
const syntaxes: Readonly<Record<string, RegExp>> = {
  r: /(?<comment>#[^\n]*)|`[^`\n]*`|(?<literal>(?<!\w)[rR]"(?<d>-*)(?:\([^]*?\)|\[[^]*?\]|\{[^]*?\})\k<d>"|(?<!\w)[rR]'(?<s>-*)(?:\([^]*?\)|\[[^]*?\]|\{[^]*?\})\k<s>'|"[^"\\]*(?:\\[^][^"\\]*)*"?|'[^'\\]*(?:\\[^][^'\\]*)*'?)/g,
  python:
    /(?<comment>#[^\n]*)|(?<literal>(?:(?<!\w)[rRbBuUfF]{1,2})?(?:"""(?:[^"\\]|\\[^]|"(?!""))*"""|'''(?:[^'\\]|\\[^]|'(?!''))*'''|"[^"\\\n]*(?:\\[^][^"\\\n]*)*"?|'[^'\\\n]*(?:\\[^][^'\\\n]*)*'?))/g,
  sas: /(?<comment>\/\*[^]*?\*\/|(?<=(?:^|;)\s*)%?\*[^;]*;)|(?<literal>"[^"]*(?:""[^"]*)*"?|'[^']*(?:''[^']*)*'?)/g,
  stata: /(?<comment>\/\*[^]*?\*\/|^[ \t]*\*[^\n]*|(?<!\S)\/\/[^\n]*)|(?<literal>`"[^]*?"'|"[^"\n]*"?)/gm,
  sql: /(?<comment>--[^\n]*|\/\*[^]*?\*\/)|(?<literal>'[^']*(?:''[^']*)*'?|"[^"]*"?)/g,
  shell: /(?<comment>(?<![^\s;])#[^\n]*)|(?<literal>"[^"\\]*(?:\\[^][^"\\]*)*"?|\$?'[^']*'?)|\\[^]/g,
  json: /(?<comment>\/\/[^\n]*|\/\*[^]*?\*\/)|(?<literal>"[^"\\\n]*(?:\\[^][^"\\\n]*)*"?)/g,
};

/** What editors and chunk headers call these languages besides. */
const aliases: Readonly<Record<string, string>> = {
  shellscript: 'shell',
  bash: 'shell',
  sh: 'shell',
  zsh: 'shell',
  jsonc: 'json',
  do: 'stata',
};

/** One name for each language that has a syntax here; the name as it is for all others. */
export function syntaxName(language: string): string {
  return aliases[language] ?? language;
}

/**
 * What the program around a place is there: code, a comment, or a string literal.
 * @param from where the program begins, such as a chunk of a Quarto document.
 */
export function surroundings(text: string, from: number, offset: number, language: string): Surroundings {
  const syntax = syntaxes[syntaxName(language)];
  if (syntax === undefined) return { kind: 'unknown' };
  for (const match of text.slice(from).matchAll(syntax)) {
    const start = from + match.index;
    const end = start + match[0].length;
    if (start > offset) break;
    if (offset >= end) continue;
    if (match.groups?.['comment'] !== undefined) return { kind: 'comment' };
    const literal = match.groups?.['literal'] === undefined ? undefined : dissect(match[0], start, language);
    // Before the body of a literal stand its quotes: who begins there takes in the literal as a whole.
    return literal !== undefined && offset >= literal.bodyStart ? { kind: 'literal', literal } : { kind: 'code' };
  }
  return { kind: 'code' };
}

/** Undefined where the literal is not closed. */
function dissect(source: string, start: number, language: string): Literal | undefined {
  const opening =
    (language === 'r' ? /^[rR]["']-*[([{]/.exec(source) : undefined) ?? /^([A-Za-z$]*)(`"|"""|'''|["'])/.exec(source);
  if (opening === null) return undefined;
  const [open, prefix = '', mark] = opening;
  const isRaw = mark === undefined;
  const quote = mark ?? open.slice(1);
  const closes = isRaw ? open.length - 1 : quote.length;
  const closed = source.length >= open.length + closes && (isRaw || source.endsWith(quote === '`"' ? '"\'' : quote));
  if (!closed) return undefined;
  const end = start + source.length;
  return { start, end, bodyStart: start + open.length, bodyEnd: end - closes, prefix, quote };
}
