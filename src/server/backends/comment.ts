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
 * for several files.
 * @returns lines to put before the prefix; empty where nothing goes along
 */
export function commented(context: readonly ContextText[], language: string): string {
  const [before, behind] = comments[language.toLowerCase()] ?? hash;
  const end = behind.trim();
  const line = (text: string): string => {
    const safe = end === '' ? text : text.replaceAll(end, '');
    return `${before}${safe}`.trimEnd() + behind;
  };
  return context.map(({ name, text }) => `${[name, ...text.trimEnd().split('\n')].map(line).join('\n')}\n\n`).join('');
}
