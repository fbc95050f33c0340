import type { Hit } from '../detector.ts';

/** What may stand around a literal and leave it the value: `SecretStr("…")`, `c("…")`. */
const wrapped = /(?:(?:\w{1,20}(?:::|\.)){0,2}(?:SecretStr|unbox|enc2utf8|I|c|URLencode|quote_plus|paste0?|charToRaw|str)\(\s{0,9})?/y;

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
  /[A-Za-z]{0,2}"((?:[^"\\\n]|\\[^\n]){1,300})"/dy,
  /[A-Za-z]{0,2}'((?:[^'\\\n]|\\[^\n]){1,300})'/dy,
];

/** The text between the quotes of the literal that begins at `offset`, if one does. */
export function literalAt(text: string, offset: number): Hit | undefined {
  wrapped.lastIndex = offset;
  const from = offset + (wrapped.exec(text)?.[0].length ?? 0);
  // All forms begin with at most two letters and a quote.
  if (!/^\\?[A-Za-z]{0,2}["']/.test(text.slice(from, from + 4))) return undefined;
  for (const form of forms) {
    form.lastIndex = from;
    const groups = form.exec(text)?.indices?.slice(1).filter((group) => group !== undefined);
    const value = groups?.at(-1);
    if (value !== undefined) return { start: value[0], end: value[1] };
  }
  return undefined;
}
