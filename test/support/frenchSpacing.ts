/** What is no sentence: code between backticks, addresses, `file:line`, and titles as the command palette shows them. */
const exempt = /`[^`]*`|\S+:\S+|\b[A-Z]\p{L}+: (?=\p{Lu})/gu;

/** A sign with no no-break space (U+00A0, or the narrow U+202F) where French typography asks for one. */
const loose = /(?<![\u00a0\u202f])[:;!?»]|«(?![\u00a0\u202f])/u;

/**
 * Finds French texts that a line end may tear apart before `:`, `;`, `!`, `?` and within guillemets.
 * @returns the texts, none where all is well.
 */
export function looselySpaced(texts: Iterable<string>): string[] {
  return [...texts].filter((text) => loose.test(text.replace(exempt, ' ')));
}
