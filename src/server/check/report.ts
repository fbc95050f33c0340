import * as l10n from '@vscode/l10n';
import type { BackEndFacts, BackEndReport, ServerKind } from '../../protocol/backEndReport.ts';
import { fillsOnlyByWords } from './advice.ts';
import { rememberedSentences } from './remembered.ts';
import { routeName } from './uses.ts';

/** A line of the report's table: what was asked, whether it is well, and what was found. */
export interface Row {
  readonly title: string;
  readonly state: 'good' | 'bad' | 'fails' | 'open';
  readonly found: string;
}

/** How many models are named. */
const namedModels = 5;

const productNames: Readonly<Record<ServerKind, string | undefined>> = {
  'llama.cpp': 'llama.cpp',
  vllm: 'vLLM',
  ollama: 'Ollama',
  litellm: 'LiteLLM',
  lmstudio: 'LM Studio',
  tgi: 'Text Generation Inference',
  mistral: 'Mistral',
  other: undefined,
};

/** The table of a report, row by row, in the session's language. */
export function rowsOf(facts: BackEndFacts): Row[] {
  const { roles, models, chat, completion } = facts;
  const listed = { title: l10n.t('Models'), state: models.works ? 'good' : 'fails', found: modelsFound(models) } as const;
  if (!models.works && chat.model === undefined && completion.model === undefined) return [listed];
  return [
    { title: l10n.t('Server'), state: 'good', found: serverFound(facts) },
    listed,
    ...(roles.includes('chat') ? [madeBy(l10n.t('Chat'), chat), ...(chat.works ? chatRows(facts) : [])] : []),
    ...(roles.includes('completion') ? [madeBy(l10n.t('Ghost text'), completion), ...(completion.works ? completionRows(facts) : [])] : []),
  ];
}

function madeBy(title: string, { works, model, message }: Pick<BackEndFacts['chat'], 'works' | 'model' | 'message'>): Row {
  return works ? { title, state: 'good', found: model ?? '' } : { title, state: 'fails', found: message ?? l10n.t('not tried: no model') };
}

function completionRows({ completion }: BackEndFacts): Row[] {
  return [
    { title: l10n.t('Fill in the middle'), ...fimFound(completion) },
    { title: l10n.t('Ghost text, pace'), state: 'good', found: pace(completion) },
  ];
}

function chatRows({ chat, cancellation, parallel }: BackEndFacts): Row[] {
  return [
    { title: l10n.t('Chat, pace'), state: 'good', found: pace(chat) },
    { title: l10n.t('Streaming'), state: chat.streams ? 'good' : 'bad', found: chat.streams ? l10n.t('yes') : l10n.t('no, the answer came in one piece') },
    { title: l10n.t('Thinking'), state: 'good', found: reasoningFound(chat.reasoning) },
    { title: l10n.t('Token counts'), state: chat.usage ? 'good' : 'open', found: chat.usage ? l10n.t('yes') : l10n.t('no, Vigie estimates them') },
    { title: l10n.t('Several at once'), state: { yes: 'good', no: 'bad', unknown: 'open' }[parallel] as Row['state'], found: parallelFound(parallel) },
    { title: l10n.t('Cancellation'), state: { frees: 'good', keeps: 'bad', unknown: 'open' }[cancellation.verdict] as Row['state'], found: cancellationFound(cancellation) },
  ];
}

function modelsFound({ works, ids, message }: BackEndFacts['models']): string {
  if (!works) return message ?? '';
  if (ids.length === 0) return l10n.t('none');
  const more = ids.length - namedModels;
  const named = ids.slice(0, namedModels).join(', ');
  return more > 0 ? l10n.t('{0} and {1} more', named, more) : named;
}

function serverFound({ server, hasKey }: BackEndFacts): string {
  const { kind, version, slots, contextTokens } = server;
  return [
    [productNames[kind] ?? l10n.t('of a kind that is not known'), version].filter(Boolean).join(' '),
    ...(slots === undefined ? [] : [l10n.t('{0} at once', slots)]),
    ...(contextTokens === undefined ? [] : [l10n.t('{0} tokens of context', contextTokens)]),
    hasKey ? l10n.t('with an API key') : l10n.t('without an API key'),
  ].join(', ');
}

function fimFound({ route }: BackEndFacts['completion']): Omit<Row, 'title'> {
  if (route === undefined) return { state: 'bad', found: '' };
  const missing = fillsOnlyByWords(route);
  return { state: missing ? 'bad' : 'good', found: missing ? l10n.t('no; {0}', routeName(route)) : routeName(route) };
}

function pace({ firstTokenMs, tokensPerSecond }: { firstTokenMs?: number | undefined; tokensPerSecond?: number | undefined }): string {
  if (firstTokenMs === undefined) return l10n.t('no text came');
  const first = l10n.t('first token after {0} ms', firstTokenMs);
  return tokensPerSecond === undefined ? first : l10n.t('{0}, then {1} tokens a second', first, Math.round(tokensPerSecond));
}

function reasoningFound(form: BackEndFacts['chat']['reasoning']): string {
  switch (form) {
    case 'none':
      return l10n.t('none seen');
    case 'chunks':
      return l10n.t('in chunks of their own');
    case 'tags':
      return l10n.t('between tags in the text');
    case 'reasoning':
    case 'reasoning_content':
      return l10n.t('in the field {0}', form);
  }
}

function parallelFound(parallel: BackEndFacts['parallel']): string {
  switch (parallel) {
    case 'yes':
      return l10n.t('yes');
    case 'no':
      return l10n.t('no, a second request waits for the first');
    case 'unknown':
      return l10n.t('could not be told');
  }
}

function cancellationFound({ verdict, by, beforeMs, duringMs, afterMs, load }: BackEndFacts['cancellation']): string {
  const times =
    beforeMs === undefined || afterMs === undefined
      ? ''
      : duringMs === undefined
        ? ` ${l10n.t('(a short request: {0} ms before, {1} ms right after)', beforeMs, afterMs)}`
        : ` ${l10n.t('(a short request: {0} ms before, {1} ms beside {2} long ones, {3} ms right after)', beforeMs, duringMs, load, afterMs)}`;
  switch (verdict) {
    case 'frees':
      return (by === 'count' ? l10n.t('frees the model at once, says the server') : l10n.t('frees the model at once')) + times;
    case 'keeps':
      return l10n.t('does not reach the model, which goes on writing') + times;
    case 'unknown':
      return l10n.t('could not be told from outside') + times;
  }
}

/** Several reports as one text. @see markdownOf */
export function allMarkdown(reports: readonly BackEndReport[]): string {
  return reports.map(markdownOf).join('\n');
}

/** The report as Markdown, in the session's language; all that is a server's own words is escaped. */
export function markdownOf(report: BackEndReport): string {
  const states = { good: l10n.t('in order'), bad: l10n.t('to be improved'), fails: l10n.t('does not work'), open: l10n.t('unclear') };
  const table = rowsOf(report).map(({ title, state, found }) => `| ${title} | ${states[state]} | ${escaped(found)} |`);
  const list = (notices: BackEndReport['uses'], none: string): string[] =>
    notices.length === 0 ? [none] : notices.map(({ text }) => `- ${escaped(text)}`);
  return [
    `# ${l10n.t('Back end')} ${escaped(report.url)}`,
    '',
    verdictOf(report),
    '',
    `| ${l10n.t('What')} | ${l10n.t('State')} | ${l10n.t('Found')} |`,
    '| --- | --- | --- |',
    ...table,
    '',
    `## ${l10n.t('What Vigie uses')}`,
    '',
    ...list(report.uses, ''),
    '',
    ...(report.remembered === undefined
      ? []
      : [`## ${l10n.t('What Vigie remembers')}`, '', ...rememberedSentences(report.remembered).map((each) => `- ${escaped(each)}`), '']),
    `## ${l10n.t('What to change')}`,
    '',
    ...list(report.advice, l10n.t('Nothing.')),
    '',
    l10n.t('Asked on {0} (UTC) with Vigie’s own texts only; each request is in the audit log.', report.checkedAt.slice(0, 19).replace('T', ' ')),
    '',
  ].join('\n');
}

/** The report as plain lines for a terminal. @param printable makes a server's words harmless to a terminal. */
export function linesOf(report: BackEndReport, printable: (text: string) => string): string {
  const marks = { good: '✓', bad: '✗', fails: '✗', open: '?' };
  const rows = rowsOf(report);
  const width = Math.max(...rows.map(({ title }) => title.length));
  const list = (title: string, notices: BackEndReport['uses']): string[] =>
    notices.length === 0 ? [] : ['', title, ...notices.map(({ text }) => `  - ${printable(text)}`)];
  return [
    ...rows.map(({ title, state, found }) => `${marks[state]} ${title.padEnd(width)}  ${printable(found)}`),
    ...list(l10n.t('What Vigie uses:'), report.uses),
    ...list(l10n.t('What to change:'), report.advice),
    '',
    verdictOf(report),
    '',
  ].join('\n');
}

function verdictOf({ ok, roles, chat, completion }: BackEndReport): string {
  if (ok && roles.length > 1) return l10n.t('Chat and ghost text work with this server.');
  if (ok) return chat.works ? l10n.t('Chat works with this server.') : l10n.t('Ghost text works with this server.');
  if (chat.works) return l10n.t('Chat works with this server, ghost text does not.');
  if (completion.works) return l10n.t('Ghost text works with this server, chat does not.');
  return l10n.t('Vigie cannot work with this server as it is.');
}

/** Text that Markdown takes for nothing but text, in one line. */
function escaped(text: string): string {
  return text.replace(/[\t-\r\u2028\u2029]+/g, ' ').replace(/[\\`*_{}[\]()#+!|<>~&$]/g, '\\$&');
}
