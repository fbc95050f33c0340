/** Words of languages that say nothing of what a program is about. */
const common = new Set(
  (
    'and any are array break call case character class column const create data def delete distinct drop elif else end ' +
    'endif except exists false finally for from function global group having if import in insert int integer into is ' +
    'join keep lambda last left let library limit list local mutate next nonlocal not null numeric numpy object of on ' +
    'or order order_by output over pandas pass print proc program quit raise range repeat replace require return right ' +
    'run select self set sort source string sum switch table then true try type union update use using values var ' +
    'view when where while with yield na_real_ na_character_ tidyverse dplyr ggplot2 readr'
  ).split(' '),
);

const name = /[\p{L}_][\p{L}\p{N}_]{2,}/gu;

/** The names in a text that may say what it is about: three characters at least, without the words of languages. */
export function wordsOf(text: string): Set<string> {
  const words = new Set<string>();
  for (const [word] of text.matchAll(name)) if (!common.has(word.toLowerCase())) words.add(word);
  return words;
}

/** Names as programs write them; R's may hold dots. */
const wholeName = /[\p{L}_.][\p{L}\p{N}_.]*/gu;

/** How often each name occurs in a text, as a whole; of a dotted one its parts too, since Python's dot is none of it. */
export function namesIn(text: string): Map<string, number> {
  const names = new Map<string, number>();
  const count = (word: string): void => {
    names.set(word, (names.get(word) ?? 0) + 1);
  };
  for (const [word] of text.matchAll(wholeName)) {
    count(word);
    if (word.includes('.')) for (const part of word.split('.')) if (part !== '') count(part);
  }
  return names;
}
