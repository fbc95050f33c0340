import type { Hit } from '../detector.ts';

/** A literal, or several that are put together. Its offsets are those of what stands between the first quote and the last. */
export interface Literal extends Hit {
  /** What it says, without the quotes and signs between its pieces. */
  readonly value: string;
  /** What it is delimited by at its end. */
  readonly quote: string;
}

/** What may stand around a literal and leave it the value: `SecretStr("…")`, `c("…")`. */
const wrapped =
  /(?:(?:\w{1,20}(?:::|\.)){0,2}(?:SecretStr|unbox|enc2utf8|I|(c|paste0?|str_c|concat|cats)|URLencode|quote_plus|charToRaw|str)\(\s{0,9})?/iy;

/** The forms of a literal, each with its value as the first group: R's raw strings, three quotes, doubled, escaped, plain. */
const forms: readonly RegExp[] = [
  /[rR]"(-{0,9})(?:\(([^\n]{1,300}?)\)\1"|\[([^\n]{1,300}?)\]\1"|\{([^\n]{1,300}?)\}\1")/dy,
  /[rR]'(-{0,9})(?:\(([^\n]{1,300}?)\)\1'|\[([^\n]{1,300}?)\]\1'|\{([^\n]{1,300}?)\}\1')/dy,
  /[A-Za-z]{0,2}"""([^"\n]{1,300})"""/dy,
  /[A-Za-z]{0,2}'''([^'\n]{1,300})'''/dy,
  /""([^"\s,;()=]{1,300})""/dy,
  /''([^'\s,;()=]{1,300})''/dy,
  /\\"((?:[^"\\\n]|\\\\){1,300})\\"/dy,
  /\\'((?:[^'\\\n]|\\\\){1,300})\\'/dy,
  // SAS and SQL double a quote that belongs to the value.
  /[A-Za-z]{0,2}"((?:[^"\\\n]|\\[^\n]|(?<!")""(?!")){1,300})"/dy,
  /[A-Za-z]{0,2}'((?:[^'\\\n]|\\[^\n]|(?<!')''(?!')){1,300})'/dy,
];

/** Literals that are not closed on their line: somebody is typing, or the text was cut. */
const unclosed: readonly RegExp[] = [/[A-Za-z]{0,2}"([^"\n]{1,300})(?=\n|$)/dy, /[A-Za-z]{0,2}'([^'\n]{1,300})(?=\n|$)/dy];

/** What puts two literals together: a sign, a space in Python, a comma within a call that does. */
const between = /(?:\s{0,9}(?:\+|\|\||%\+%|\.|&)\s{0,40}|[ \t]{1,9})(?=[A-Za-z]{0,2}["'])/y;
const betweenInCall = /\s{0,9},\s{0,40}(?=[A-Za-z]{0,2}["'])/y;

/** So many literals are read as one; more are a list. */
const mostPieces = 20;

/** The text between the quotes of the literal that begins at `offset`, if one does, with those that it is put together with. */
export function literalAt(text: string, offset: number): Literal | undefined {
  wrapped.lastIndex = offset;
  const call = wrapped.exec(text);
  const first = pieceAt(text, offset + (call?.[0].length ?? 0));
  if (first === undefined) return undefined;
  let { end, value, quote } = first;
  for (let pieces = 1; pieces < mostPieces; pieces += 1) {
    const next = pieceBehind(text, end + quote.length, call?.[1] === undefined ? between : betweenInCall);
    if (next === undefined) break;
    end = next.end;
    quote = next.quote;
    value += next.value;
  }
  return { start: first.start, end, value, quote };
}

function pieceBehind(text: string, from: number, glue: RegExp): Literal | undefined {
  glue.lastIndex = from;
  return glue.test(text) ? pieceAt(text, glue.lastIndex) : undefined;
}

function pieceAt(text: string, from: number): Literal | undefined {
  // All forms begin with at most two letters and a quote.
  if (!/^\\?[A-Za-z]{0,2}["']/.test(text.slice(from, from + 4))) return undefined;
  for (const form of forms) {
    const found = groupOf(form, text, from);
    if (found !== undefined) return { ...found, quote: text.slice(found.end, form.lastIndex) };
  }
  for (const form of unclosed) {
    const found = groupOf(form, text, from);
    if (found !== undefined) return { ...found, quote: '' };
  }
  return undefined;
}

function groupOf(form: RegExp, text: string, from: number): Omit<Literal, 'quote'> | undefined {
  form.lastIndex = from;
  const groups = form.exec(text)?.indices?.slice(1).filter((group) => group !== undefined);
  const group = groups?.at(-1);
  return group === undefined ? undefined : { start: group[0], end: group[1], value: text.slice(group[0], group[1]) };
}
