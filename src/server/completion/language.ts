import { defaults } from './defaults.ts';

/** What is written at the cursor. */
export interface Language {
  /** A language identifier as VS Code has them: `r`, `python`, `sql`, `yaml`, `markdown` … */
  readonly id: string;
  /** Which part of a document of mixed languages the cursor is in; a document of one language is a `document`. */
  readonly within: 'document' | 'prose' | 'chunk' | 'frontMatter';
}

/** Documents in which prose and code take turns: Markdown, and what the R and Quarto extensions call theirs. */
const mixed = new Set(['markdown', 'rmd', 'quarto', 'qmd', 'mdx']);

/** Names that chunk headers and editor extensions use for languages that VS Code calls otherwise. */
const aliases: Readonly<Record<string, string>> = {
  py: 'python',
  python3: 'python',
  yml: 'yaml',
  postgres: 'sql',
  postgresql: 'sql',
  mysql: 'sql',
  sqlite: 'sql',
  duckdb: 'sql',
  bigquery: 'sql',
  plsql: 'sql',
  oraclesql: 'sql',
  bash: 'shellscript',
  sh: 'shellscript',
};

/** What a notebook cell of Python begins with where it holds another language: `%%sql`, `%%R -i cases`. */
const cellMagic = /^%%(sql|bigquery|r|bash)\b/i;

/** Groups: the fence's characters, then what is written behind them. */
const fence = /^\s*(`{3,}|~{3,})(.*)$/;

/** @returns whether a line opens or closes a Markdown code block. */
export function isFence(line: string): boolean {
  return fence.test(line);
}

/** @returns whether a line is a fence with nothing behind it, as the one that closes a chunk is. */
export function isBareFence(line: string): boolean {
  return fence.exec(line)?.[2]?.trim() === '';
}

/**
 * The language at an offset of a document. Looks back `fenceReach` characters at most, so a chunk longer than that
 * is taken for prose.
 * @param text the whole document
 * @param offset UTF-16
 */
export function languageAt(text: string, offset: number, languageId: string): Language {
  const id = languageId.toLowerCase();
  if (!mixed.has(id)) return { id: documentLanguage(text, id), within: 'document' };
  if (inFrontMatter(text, offset)) return { id: 'yaml', within: 'frontMatter' };
  const chunk = chunkAt(text, offset);
  return chunk === undefined ? { id: 'markdown', within: 'prose' } : { id: chunk, within: 'chunk' };
}

function documentLanguage(text: string, id: string): string {
  const magic = id === 'python' ? cellMagic.exec(text)?.[1]?.toLowerCase() : undefined;
  const name = magic ?? id;
  return aliases[name] ?? name;
}

function inFrontMatter(text: string, offset: number): boolean {
  if (!/^---[ \t]*\r?\n/.test(text.slice(0, 64))) return false;
  const firstLineEnd = text.indexOf('\n') + 1;
  if (offset < firstLineEnd) return false;
  const end = /^(?:---|\.\.\.)[ \t]*\r?$/m.exec(text.slice(firstLineEnd, defaults.frontMatterReach));
  return end === null ? offset < defaults.frontMatterReach : offset <= firstLineEnd + end.index;
}

/**
 * The language of the chunk around an offset, by the nearest fence above: one with a header opens a chunk. A bare
 * fence closes one or opens a block without a language; neither is code that Vigie knows.
 */
function chunkAt(text: string, offset: number): string | undefined {
  const earliest = Math.max(0, offset - defaults.fenceReach);
  let end = text.lastIndexOf('\n', offset - 1);
  while (end > earliest) {
    const start = text.lastIndexOf('\n', end - 1) + 1;
    const found = fence.exec(text.slice(start, end).trimEnd());
    if (found) return chunkLanguage(found[2] ?? '');
    end = start - 1;
  }
  return undefined;
}

/** `{r}`, `{r setup, echo=FALSE}`, `{.python}`, `r`, `sql title="x"`. */
function chunkLanguage(header: string): string | undefined {
  const name = /^\s*\{?\s*\.?([A-Za-z][\w+#-]*)/.exec(header)?.[1]?.toLowerCase();
  return name === undefined ? undefined : (aliases[name] ?? name);
}
