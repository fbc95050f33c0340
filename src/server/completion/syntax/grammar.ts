/** What of a language its comments, strings and brackets are read by. */
export interface Grammar {
  /** What begins a comment that runs to the end of the line; longest first where one begins another. */
  readonly lineComments: readonly string[];
  readonly blockComment?: { readonly open: string; readonly close: string };
  /** A `*` that begins a comment: at the start of a line (Stata), or of a statement, then up to a `;` (SAS). */
  readonly starComment?: 'line' | 'statement';
  readonly quotes: string;
  /** Whether a backslash takes the meaning from a quote. Where it does not, a quote is written twice. */
  readonly backslash: boolean;
  /** Whether a quote counts only where a value may begin, so that apostrophes of plain text do not. */
  readonly quotesAtValues?: boolean;
  /** `"""` and `'''`, over several lines. */
  readonly tripleQuotes?: boolean;
  /** R's `r"(…)"`. */
  readonly rawStrings?: boolean;
  /** Strings go over several lines where they are meant to: a query, or what ends like a string further down (R). */
  readonly longStrings?: boolean;
  /** Stata's `` `name' `` for the value of a macro, and `` `"…"' `` for strings that hold quotes. */
  readonly macroQuotes?: boolean;
  /** SAS's `%'`, `%"`, `%(` and `%)` inside `%str()`, which are no quotes and brackets. */
  readonly percentEscapes?: boolean;
}

/** Of a language that is not known: brackets and strings are much the same in most. */
const other: Grammar = { lineComments: [], quotes: '"\'`', backslash: true };
const hash: Grammar = { ...other, lineComments: ['#'] };
const slash: Grammar = { ...other, lineComments: ['//'], blockComment: { open: '/*', close: '*/' } };

const grammars: Readonly<Record<string, Grammar>> = {
  r: { ...hash, rawStrings: true, longStrings: true },
  python: { ...hash, quotes: '"\'', tripleQuotes: true },
  julia: { ...hash, quotes: '"`', tripleQuotes: true },
  shellscript: hash,
  yaml: { ...hash, quotes: '"\'', quotesAtValues: true },
  sql: { lineComments: ['--'], blockComment: { open: '/*', close: '*/' }, quotes: '\'"`', backslash: false },
  sas: {
    lineComments: [],
    blockComment: { open: '/*', close: '*/' },
    starComment: 'statement',
    quotes: '\'"',
    backslash: false,
    percentEscapes: true,
  },
  stata: {
    lineComments: ['///', '//'],
    blockComment: { open: '/*', close: '*/' },
    starComment: 'line',
    quotes: '"',
    backslash: false,
    macroQuotes: true,
  },
  javascript: slash,
  typescript: slash,
  cpp: slash,
  stan: slash,
  markdown: { lineComments: [], blockComment: { open: '<!--', close: '-->' }, quotes: '', backslash: false },
};

/** @returns how a language is read; for one that is not known, brackets and quotes as in most. */
export function grammarOf(language: string): Grammar {
  return grammars[language] ?? other;
}
