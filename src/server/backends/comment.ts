import type { ContextText } from '../policy/request.ts';

/** How a language writes a comment of one line: what stands before it and behind it. */
type Comment = readonly [before: string, behind: string];

const hash: Comment = ['# ', ''];
const tag: Comment = ['<!-- ', ' -->'];

/** By the editor's name of a document's language; those that are not named write `#`, as most scripts do. */
const comments: Readonly<Record<string, Comment>> = {
  sql: ['-- ', ''],
  sas: ['/* ', ' */'],
  stata: ['// ', ''],
  javascript: ['// ', ''],
  typescript: ['// ', ''],
  cpp: ['// ', ''],
  stan: ['// ', ''],
  matlab: ['% ', ''],
  latex: ['% ', ''],
  markdown: tag,
  quarto: tag,
  qmd: tag,
  rmd: tag,
  html: tag,
};

/**
 * What goes along with a completion as comments of the document's language: for models without a format of their own
 * for several files. A file that several texts in a row come from is named once, and what is a comment already stays
 * as it is.
 * @returns lines to put before the prefix; empty where nothing goes along
 */
export function commented(context: readonly ContextText[], language: string): string {
  const [before, behind] = comments[language.toLowerCase()] ?? hash;
  const [begin, end] = [before.trim(), behind.trim()];
  const isComment = (text: string): boolean =>
    text.startsWith(begin) && (end === '' || text.indexOf(end) === text.length - end.length);
  const line = (text: string): string => {
    if (isComment(text.trim())) return text;
    const safe = end === '' ? text : text.replaceAll(end, '');
    return `${before}${safe}`.trimEnd() + behind;
  };
  const lines = ({ name, text }: ContextText, index: number): string[] => {
    const heading = context[index - 1]?.name === name ? [] : [line(name)];
    return [...heading, ...text.trimEnd().split('\n').map(line)];
  };
  return context.map((each, index) => `${lines(each, index).join('\n')}\n\n`).join('');
}
