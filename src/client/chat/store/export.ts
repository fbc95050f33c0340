import * as l10n from '@vscode/l10n';
import { atLeast, highest, type Label } from '../../../protocol/label.ts';
import { labelName } from '../../../protocol/labelName.ts';
import { inert, inertQuarto, withoutShortcodes } from './inert.ts';
import type { Exchange } from './stored.ts';

export type ExportFormat = 'markdown' | 'quarto';

/** What a document is made from. */
export interface Exported {
  readonly title: string;
  /** When the conversation was begun, in milliseconds since 1970. */
  readonly created: number;
  /** The exchanges of the branch that is shown. */
  readonly path: readonly Exchange[];
}

/**
 * @returns a conversation as a document: questions as quotations, answers as they were written, and below each where it
 * came from. A Quarto document runs nothing when it is rendered: a model wrote its code, so its engine is `markdown` and
 * a block that would be run is made one that is shown. Neither loads a picture nor holds a tag. Thoughts are left out. A conversation that held what is sensitive
 * marks its document, so that it is not taken for harmless once it is a file.
 */
export function exported({ title, created, path }: Exported, format: ExportFormat): string {
  const marker = markerOf(path);
  const head = format === 'quarto' ? quartoHead(title, created, marker) : markdownHead(title, marker);
  const parts = path.map((exchange) => exchangeText(exchange, format));
  const text = [head, ...parts].join('\n');
  return format === 'quarto' ? withoutShortcodes(text) : text;
}

/** @returns a name for the document's file, without anything that a file system would not take. */
export function exportName(title: string, format: ExportFormat): string {
  const plain = title
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return `${plain === '' ? 'conversation' : plain}.${format === 'quarto' ? 'qmd' : 'md'}`;
}

/** The label of all that was sent and answered, where its file must have one. */
function markerOf(path: readonly Exchange[]): Label | undefined {
  const fragments = path.flatMap(({ result }) => (result?.outcome === 'answered' ? result.turns.flatMap((turn) => turn.fragments) : []));
  const label = highest(fragments.flatMap((each) => [each.label, each.redacted ?? 'public']));
  return atLeast(label, 'sensitive') ? label : undefined;
}

function markdownHead(title: string, marker: Label | undefined): string {
  return `${marker === undefined ? '' : `<!-- vigie: ${marker} -->\n\n`}# ${escaped(title)}\n`;
}

function quartoHead(title: string, created: number, marker: Label | undefined): string {
  return [
    '---',
    ...(marker === undefined ? [] : [`# vigie: ${marker}`]),
    `title: ${JSON.stringify(title)}`,
    `date: ${new Date(created).toISOString().slice(0, 10)}`,
    'format: html',
    `# ${l10n.t('Nothing in this document is run: a language model wrote the code. Take the next line away to run what you have checked.')}`,
    'engine: markdown',
    '---',
    '',
  ].join('\n');
}

function exchangeText({ message, answer, result }: Exchange, format: ExportFormat): string {
  const quoted = message.shown.split(/\r\n|\r|\n/).map((line) => (line === '' ? '>' : `> ${line}`));
  const attached = message.attached.map(({ view }) => `> - ${escaped(view.name)} (${labelName(view.label)})`);
  const said = format === 'quarto' ? inertQuarto(shownOnly(answer)) : inert(answer);
  const parts = [[...quoted, ...(attached.length > 0 ? ['>'] : []), ...attached].join('\n'), closed(said.trim()), `*${escaped(ending(result))}*`];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** A sentence on where an answer came from and how it ended, or why there is none. */
function ending(result: Exchange['result']): string {
  switch (result?.outcome) {
    case undefined:
      return l10n.t('No answer has come yet.');
    case 'refused':
      return result.refusal.sentBefore === undefined ? l10n.t('Not sent: {0}', result.refusal.message) : result.refusal.message;
    case 'failed':
      return l10n.t('No answer. {0}', result.message);
    case 'answered': {
      const from = [result.model, hostOf(result.destination?.origin)].filter((each) => each !== undefined && each !== '');
      const whole = result.finish === 'stop';
      return [from.join(', '), whole ? '' : l10n.t('The answer is not complete.')].filter((each) => each !== '').join('. ');
    }
  }
}

/** Without its scheme, so that no reader makes a link of it. */
function hostOf(origin: string | undefined): string | undefined {
  return origin !== undefined && URL.canParse(origin) ? new URL(origin).host : undefined;
}

/** Makes executable blocks, in which a language stands in braces, blocks that are shown. */
function shownOnly(markdown: string): string {
  return markdown.replace(/^([ \t>]*(?:`{3,}|~{3,})[ \t]*)\{[ \t]*\.?([\w+-]*)[^\n]*$/gm, '$1$2').replace(/(?<!`)`r(?=\s)/g, '` r');
}

/** Closes a code block that was open when the answer broke off, or it would swallow all that follows. */
function closed(markdown: string): string {
  let fence: string | undefined;
  for (const line of markdown.split('\n')) {
    const [, mark = ''] = /^ {0,3}(`{3,}|~{3,})/.exec(line) ?? [];
    if (mark === '') continue;
    if (fence === undefined) fence = mark;
    else if (mark.startsWith(fence) && line.trim() === mark) fence = undefined;
  }
  return fence === undefined ? markdown : `${markdown}\n${fence}`;
}

/** A text as itself in Markdown. */
function escaped(text: string): string {
  return text.replace(/([\\`*_{}[\]<>#|~$])/g, '\\$1').replace(/\s+/g, ' ');
}
