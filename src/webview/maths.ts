import type { MarkdownIt, StateBlock, StateInline } from 'markdown-it';

/**
 * The longest formula that is typeset, in characters; a longer one stays as it was written. KaTeX takes about 90 ms for
 * so many in fractions (measured on one core of a server). A closing sign is looked for no further.
 */
const longestFormula = 2000;

interface Delimiter {
  readonly open: string;
  readonly close: string;
  readonly display: boolean;
}

/** TeX's own delimiters and LaTeX's, the longer ones first. */
const delimiters: readonly Delimiter[] = [
  { open: '$$', close: '$$', display: true },
  { open: '$', close: '$', display: false },
  { open: '\\[', close: '\\]', display: true },
  { open: '\\(', close: '\\)', display: false },
];

/**
 * Teaches a Markdown parser formulas: `$…$`, `\(…\)`, `$$…$$` and `\[…\]`, the latter two also over several lines.
 * They become the tokens `formula` (in a line) and `formula_block`, with the TeX as content and `display` in `meta`.
 *
 * A dollar sign is one of maths by the rule that Pandoc, and so Quarto, has (Pandoc's manual, `tex_math_dollars`): no
 * space behind the opening one or before the closing one, and no digit behind the closing one, so that `$5 and $6` are
 * prices. Beyond that neither side may touch a word, since `cases$age` is a column in R.
 */
export function withMaths(markdown: MarkdownIt): void {
  markdown.inline.ruler.before('escape', 'formula', inLine);
  markdown.block.ruler.before('fence', 'formula_block', ofItsOwn, { alt: ['paragraph', 'blockquote', 'list'] });
}

function inLine(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state;
  const delimiter = delimiters.find(({ open }) => src.startsWith(open, pos));
  if (delimiter === undefined) return false;
  const { open, close, display } = delimiter;
  const from = pos + open.length;
  const end = closing(state, from, close);
  if (end === undefined) return false;
  const tex = src.slice(from, end);
  const after = end + close.length;
  if (tex.trim() === '' || (open === '$' && !isDollarMaths(src, pos, tex, after))) return false;
  if (!silent) {
    const token = state.push('formula', 'span', 0);
    token.content = tex;
    token.markup = open;
    token.meta = { display };
  }
  state.pos = after;
  return true;
}

/** Up to where a text is known to have no closing delimiter of a kind, so that nothing is looked through twice. */
const noneUntil = new WeakMap<StateInline, Map<string, number>>();

/** @returns where the next closing delimiter is that no backslash stands before; undefined where there is none near. */
function closing(state: StateInline, from: number, close: string): number | undefined {
  const { src, posMax } = state;
  const known = noneUntil.get(state) ?? new Map<string, number>();
  noneUntil.set(state, known);
  const last = Math.min(posMax, from + longestFormula);
  let at = Math.max(from, known.get(close) ?? 0);
  for (; at < last; at += 1) {
    if (src.startsWith(close, at)) return at + close.length <= posMax ? at : undefined;
    if (src[at] === '\\') at += 1;
  }
  known.set(close, at);
  return undefined;
}

/** @param after Where the text goes on behind the closing sign. */
function isDollarMaths(text: string, opening: number, tex: string, after: number): boolean {
  if (/[\w$)\]]/.test(text[opening - 1] ?? '') || /[\w$]/.test(text[after] ?? '')) return false;
  if (/^\s|\s$|`/.test(tex)) return false;
  // An amount of money and the prose behind it: `$10 a day, or 12$`.
  return !/^\d[\d.,]*\w*\s+(?:\p{L}\s+)?\p{L}{2,}(?![\p{L}\\({])/u.test(tex);
}

function ofItsOwn(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const lineOf = (line: number) => state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);
  const first = lineOf(startLine);
  const delimiter = delimiters.find(({ open, display }) => display && first.startsWith(open));
  if (delimiter === undefined || (state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false;
  const { open, close } = delimiter;
  let length = 0;
  for (let line = startLine; line < endLine && length <= longestFormula; line += 1) {
    const text = line === startLine ? first.slice(open.length) : lineOf(line);
    // TeX has no empty line in a formula, and what is indented less belongs to another block.
    if ((text === '' && line > startLine) || (state.sCount[line] ?? 0) < state.blkIndent) return false;
    const end = text.indexOf(close);
    if (end < 0) {
      length += text.length;
      continue;
    }
    if (text.slice(end + close.length).trim() !== '') return false;
    if (silent) return true;
    const lines = state.getLines(startLine, line + 1, state.blkIndent, false).trim();
    const tex = lines.slice(open.length, lines.lastIndexOf(close));
    if (tex.trim() === '') return false;
    const token = state.push('formula_block', 'div', 0);
    token.content = tex;
    token.markup = open;
    token.map = [startLine, line + 1];
    state.line = line + 1;
    return true;
  }
  return false;
}
