import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import json from 'highlight.js/lib/languages/json';
import markdown from 'highlight.js/lib/languages/markdown';
import python from 'highlight.js/lib/languages/python';
import r from 'highlight.js/lib/languages/r';
import sas from 'highlight.js/lib/languages/sas';
import shell from 'highlight.js/lib/languages/shell';
import sql from 'highlight.js/lib/languages/sql';
import stata from 'highlight.js/lib/languages/stata';
import yaml from 'highlight.js/lib/languages/yaml';

const languages = { bash, json, markdown, python, r, sas, shell, sql, stata, yaml };
for (const [name, language] of Object.entries(languages)) hljs.registerLanguage(name, language);
hljs.registerAliases(['qmd', 'rmd', 'quarto', 'rmarkdown'], { languageName: 'markdown' });

/** Names as their makers write them; other languages are shown as the model wrote them. */
const displayNames: Readonly<Record<string, string>> = {
  bash: 'Bash',
  do: 'Stata',
  json: 'JSON',
  markdown: 'Markdown',
  md: 'Markdown',
  py: 'Python',
  python: 'Python',
  qmd: 'Quarto',
  quarto: 'Quarto',
  r: 'R',
  rmarkdown: 'R Markdown',
  rmd: 'R Markdown',
  sas: 'SAS',
  sh: 'Shell',
  shell: 'Shell',
  sql: 'SQL',
  stata: 'Stata',
  yaml: 'YAML',
  yml: 'YAML',
};

/**
 * The longest code that is coloured, in characters: once, when it is complete, and in each frame while it grows.
 * highlight.js takes 0.4 to 0.9 ms for 1,000 characters of R, Python, SAS or SQL (measured on one core of a server),
 * so these are at most a frame and a quarter of a frame.
 */
const longestColoured = { complete: 20_000, growing: 5_000 };

/** @returns the language of a fence's info string (`r`, `{r, echo=FALSE}`, `python title="x"`), or ''; lower case. */
export function languageOf(info: string): string {
  return /^\s*\{?\s*\.?([\w+#-]+)/.exec(info)?.[1]?.toLowerCase() ?? '';
}

/** @returns what to call a language for a person. */
export function languageName(language: string): string {
  return displayNames[language] ?? language;
}

/** Documents with code in chunks. */
const documents = new Set(['markdown', 'md', 'qmd', 'quarto', 'rmarkdown', 'rmd']);

/** @returns HTML of the code with spans of highlight.js's classes, or undefined for code that is to stay plain. */
export function coloured(code: string, language: string, growing: boolean): string | undefined {
  if (code.length > longestColoured[growing ? 'growing' : 'complete'] || hljs.getLanguage(language) === undefined)
    return undefined;
  return documents.has(language) ? colouredDocument(code) : colouredAs(code, language);
}

function colouredAs(code: string, language: string): string {
  return hljs.highlight(code, { language, ignoreIllegals: true }).value;
}

/** Colours a Quarto or R Markdown document: its head as YAML, its chunks in their languages, the rest as Markdown. */
function colouredDocument(code: string): string {
  const html: string[] = [];
  let part: string[] = [];
  let language = code.startsWith('---\n') ? 'yaml' : 'markdown';
  let fence = '';
  const next = (following: string) => {
    if (part.length > 0) html.push(colouredOrPlain(part.join('\n'), language));
    part = [];
    language = following;
  };
  for (const [index, line] of code.split('\n').entries()) {
    const [, marks = '', info = ''] = /^(```+)[ \t]*([^`]*)$/.exec(line) ?? [];
    const opens = marks !== '' && fence === '';
    const closes = fence !== '' && marks.length >= fence.length && info === '';
    if (opens || closes) {
      next(opens ? languageOf(info) : 'markdown');
      fence = opens ? marks : '';
      html.push(`<span class="hljs-meta">${plain(line)}</span>`);
      continue;
    }
    part.push(line);
    if (language === 'yaml' && fence === '' && index > 0 && line === '---') next('markdown');
  }
  next('');
  return html.join('\n');
}

function colouredOrPlain(code: string, language: string): string {
  return hljs.getLanguage(language) === undefined ? plain(code) : colouredAs(code, language);
}

const plain = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
