import * as l10n from '@vscode/l10n';
import MarkdownIt, { type Env, type RendererRule, type Token } from 'markdown-it';
import { parseHttpsUrl } from '../protocol/address.ts';
import type { BlockAction } from '../protocol/block.ts';
import { actionsOn, actionText } from './blockActions.ts';
import { coloured, languageName, languageOf } from './codeLanguages.ts';
import { withMaths } from './maths.ts';
import { excerpt, nameFor } from './names.ts';
import { withNestedFences } from './nestedFences.ts';
import { withUnseenShown } from './unseen.ts';

/** A block at the top level of a text: a paragraph, a list, a code block … */
export interface Block {
  /** The line where it begins, from 0. */
  readonly line: number;
  readonly tokens: Token[];
}

/** What the blocks of one text share. */
export interface TextEnvironment extends Env {
  /** The text may still grow. */
  partial?: boolean;
  /** The block that is rendered may still grow, so its code has no buttons yet. */
  growing?: boolean;
  /** The level of the text's first heading, once it has been rendered: the others are arranged by it. */
  topHeading?: number | undefined;
}

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });
/**
 * The longest text without an empty line in it that is read for emphasis, links and formulas, in characters. A longer
 * one is no prose, and a browser takes more than a second for a megabyte of it (measured on one core of a server).
 */
const longestRead = 50_000;

withMaths(markdown);
withNestedFences(markdown);
const { escapeHtml } = markdown.utils;
const { rules } = markdown.renderer;

/**
 * Parses a Markdown text.
 * @param environment takes up the text's link references; give the same one to `renderBlock`.
 */
export function blocksOf(text: string, environment: TextEnvironment): Block[] {
  const blocks: { line: number; tokens: Token[] }[] = [];
  for (const token of markdown.parse(text, environment)) {
    if (token.level === 0 && token.nesting >= 0) blocks.push({ line: token.map?.[0] ?? 0, tokens: [] });
    blocks.at(-1)?.tokens.push(token);
  }
  return blocks;
}

/** @returns HTML without anything that loads, runs or navigates; `sanitise` holds it to that a second time. */
export function renderBlock(block: Block, environment: TextEnvironment): string {
  return markdown.renderer.render(block.tokens, markdown.options, environment);
}

/** @param what The code that it is for. */
function button(action: BlockAction, what: string): string {
  const { text, name, hint } = actionText(action);
  const title = hint === undefined ? '' : ` title="${escapeHtml(hint)}"`;
  return (
    `<button type="button" class="code-action" data-action="${action}"` +
    ` aria-label="${escapeHtml(nameFor(name, what))}"${title}>${escapeHtml(text)}</button>`
  );
}

/** The most buttons that fit in one row beside a language's name in a narrow panel, in French. */
const inRow = 3;

/** The buttons, in two rows where one is too narrow, so that none stands alone. */
function buttons(language: string, what: string): string {
  const actions = actionsOn(language);
  const first = actions.length > inRow ? Math.ceil(actions.length / 2) : actions.length;
  return [actions.slice(0, first), actions.slice(first)]
    .filter((row) => row.length > 0)
    .map((row) => `<span class="code-actions">${row.map((action) => button(action, what)).join('')}</span>`)
    .join('');
}

function codeBlock(code: string, info: string, growing: boolean): string {
  const language = languageOf(info);
  const text = code.replace(/\n$/, '');
  const name = languageName(language);
  const what = [name, excerpt(text)].filter((part) => part !== '').join(', ');
  const shown = withUnseenShown(coloured(text, language, growing) ?? escapeHtml(text), 'code');
  return (
    `<div class="code" data-language="${escapeHtml(language)}"><div class="code-bar">` +
    `<span class="code-language">${escapeHtml(name)}</span>${growing ? '' : buttons(language, what)}</div>` +
    `<pre tabindex="0" role="group" aria-label="${escapeHtml(nameFor(l10n.t('Code'), what))}"><code>${shown}</code></pre></div>`
  );
}

rules['text'] = (tokens, index) => withUnseenShown(escapeHtml(tokens[index]?.content ?? ''), 'prose');
rules['code_inline'] = (tokens, index) =>
  `<code>${withUnseenShown(escapeHtml(tokens[index]?.content ?? ''), 'code')}</code>`;

markdown.core.ruler.before('inline', 'unread', ({ tokens }) => {
  for (const token of tokens) if (token.type === 'inline' && token.content.length > longestRead) token.type = 'text';
});

/** The page typesets what these hold; until then, and where that fails, the TeX itself is to be read. */
rules['formula'] = (tokens, index) => {
  const token = tokens[index];
  const display = token?.meta?.['display'] === true ? ' formula-display' : '';
  return `<span class="formula${display}">${withUnseenShown(escapeHtml(token?.content.trim() ?? ''), 'code')}</span>`;
};
rules['formula_block'] = (tokens, index) =>
  `<div class="formula formula-display" tabindex="0" role="group" aria-label="${escapeHtml(l10n.t('Formula'))}">${withUnseenShown(escapeHtml(tokens[index]?.content.trim() ?? ''), 'code')}</div>\n`;

rules['fence'] = (tokens, index, _options, environment) => {
  const token = tokens[index];
  return token === undefined ? '' : codeBlock(token.content, token.info, environment?.['growing'] === true);
};
rules['code_block'] = rules['fence'];

/** An image would be fetched from wherever the model says, and its address can carry what the model has read. */
rules['image'] = (tokens, index, options, environment, renderer) =>
  escapeHtml(renderer.renderInlineAsText(tokens[index]?.children ?? [], options, environment));

/**
 * Links have no `href`, since VS Code opens those by itself; the page posts `data-url` instead. The host stands
 * beside the text, as the text says only what the model wants it to say.
 */
const linkOpen: RendererRule = (tokens, index, options, environment, renderer) => {
  const token = tokens[index];
  const end = tokens.findIndex((each, at) => at > index && each.type === 'link_close');
  if (token === undefined || end < 0) return '';
  const address = String(token.attrGet('href') ?? '');
  const text = renderer.renderInlineAsText(tokens.slice(index + 1, end), options, environment);
  const url = parseHttpsUrl(address);
  const aside = url?.host ?? address;
  const said = url === undefined ? address.endsWith(text) : [url.host, url.href, address].includes(text);
  const close = said ? '' : ` <span class="link-host">(${escapeHtml(aside)})</span>`;
  const closing = tokens[end];
  if (closing !== undefined) closing.meta = { html: url === undefined ? close : `</span>${close}` };
  if (url === undefined) return '';
  const shown = escapeHtml(url.href);
  return `<span class="link" role="link" tabindex="0" data-url="${shown}" title="${shown}">`;
};
rules['link_open'] = linkOpen;
rules['link_close'] = (tokens, index) => {
  const html = tokens[index]?.meta?.['html'];
  return typeof html === 'string' ? html : '';
};

/** An answer's headings stand below those of the page, the first right below them, at whatever level a model begins. */
const heading: RendererRule = (tokens, index, _options, environment) => {
  const token = tokens[index];
  if (token === undefined) return '';
  const written = Number(token.tag.slice(1));
  const text: TextEnvironment = environment ?? {};
  const top = (text.topHeading ??= written);
  const level = Math.min(6, 3 + Math.max(0, written - top));
  return token.nesting > 0 ? `<h${level}>` : `</h${level}>\n`;
};
rules['heading_open'] = heading;
rules['heading_close'] = heading;

/** A table is named by its head. */
rules['table_open'] = (tokens, index, options, environment, renderer) => {
  const end = tokens.findIndex((each, at) => at > index && each.type === 'thead_close');
  const cells = tokens.slice(index, Math.max(index, end)).filter(({ children }) => children !== null);
  const words = cells.map(({ children }) => renderer.renderInlineAsText(children ?? [], options, environment));
  const name = nameFor(l10n.t('Table'), words.join(', '));
  return `<div class="table" role="group" tabindex="0" aria-label="${escapeHtml(name)}"><table>`;
};
rules['table_close'] = () => '</table></div>';

/** Alignment as a class: the page's policy refuses style attributes. */
const cell: RendererRule = (tokens, index) => {
  const token = tokens[index];
  if (token === undefined) return '';
  const align = /text-align:(\w+)/.exec(String(token.attrGet('style') ?? ''))?.[1];
  return align === undefined ? `<${token.tag}>` : `<${token.tag} class="align-${align}">`;
};
rules['th_open'] = cell;
rules['td_open'] = cell;
