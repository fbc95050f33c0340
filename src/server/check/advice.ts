import * as l10n from '@vscode/l10n';
import type { BackEndFacts, CompletionRouteName, Notice, ServerKind } from '../../protocol/backEndReport.ts';

/**
 * From where on ghost text comes too late or too slowly. Vigie's typing replay takes 200 ms for a usual model and
 * 600 ms for a slow one (docs/benchmarks.md); twice that is past the pause in which a person looks up. A line has some
 * thirteen tokens, which at 20 a second take over half a second more.
 */
const late = { firstTokenMs: 1200, tokensPerSecond: 20 };

/** People read some 240 words of prose a minute (Brysbaert, J. Mem. Lang. 109, 2019): 4 words, 6 tokens a second. */
const readingTokensPerSecond = 6;

/** What a chat request may come to with its answer, in tokens, as `chatDefaults` bounds it. */
const neededContext = 8192;

/** One thing that may be wrong, and what to do about it. */
interface Rule {
  readonly id: string;
  readonly holds: (facts: BackEndFacts) => boolean;
  readonly text: (facts: BackEndFacts) => string;
}

/** What matters most comes first. */
const rules: readonly Rule[] = [
  {
    id: 'no-models',
    holds: ({ models }) => models.works && models.ids.length === 0,
    text: () => l10n.t('The server lists no model. Load one there, or name one in the settings.'),
  },
  {
    id: 'no-list',
    holds: ({ models, chat, completion }) => !models.works && (chat.works || completion.works),
    text: () => l10n.t('The server gives no list of its models, so both have to be named in the settings.'),
  },
  {
    id: 'no-encryption',
    holds: ({ url, onThisMachine }) => !onThisMachine && url.startsWith('http:'),
    text: () => l10n.t('Texts and keys go over the network unencrypted. Put the server behind HTTPS and enter that address.'),
  },
  {
    id: 'no-key',
    holds: ({ hasKey, onThisMachine, chat }) => !hasKey && !onThisMachine && chat.works,
    text: ({ server }) => openToAll(server.kind),
  },
  {
    id: 'no-chat',
    holds: ({ roles, chat, completion }) => roles.includes('chat') && !chat.works && completion.works,
    text: () => l10n.t('The model answers no chat: it may be a bare base model, or have no chat template. Serve a model that takes instructions beside it and name it for chat in the settings.'),
  },
  {
    id: 'no-ghost-text',
    holds: ({ roles, chat, completion }) => roles.includes('completion') && chat.works && !completion.works,
    text: ({ server }) => noCompletions(server.kind),
  },
  { id: 'no-fim', holds: ({ completion }) => fillsOnlyByWords(completion.route), text: ({ server }) => noFim(server.kind) },
  {
    id: 'cancellation',
    holds: ({ cancellation }) => cancellation.verdict === 'keeps',
    text: ({ server }) => keepsOn(server.kind),
  },
  { id: 'one-at-a-time', holds: ({ parallel }) => parallel === 'no', text: ({ server }) => oneAtATime(server.kind) },
  {
    id: 'context',
    holds: ({ server }) => server.contextTokens !== undefined && server.contextTokens < neededContext,
    text: ({ server }) => smallContext(server),
  },
  {
    id: 'ghost-text-late',
    holds: ({ completion }) => (completion.firstTokenMs ?? 0) > late.firstTokenMs,
    text: ({ completion }) =>
      l10n.t('Ghost text begins after {0} ms, which is late for somebody who types. A smaller code model, or a graphics card, makes it sooner.', completion.firstTokenMs ?? 0),
  },
  {
    id: 'ghost-text-slow',
    holds: ({ completion }) => (completion.tokensPerSecond ?? Infinity) < late.tokensPerSecond,
    text: ({ completion }) =>
      l10n.t('Ghost text is written at {0} tokens a second, so that a line takes long. A smaller code model is faster.', Math.round(completion.tokensPerSecond ?? 0)),
  },
  {
    id: 'chat-slow',
    holds: ({ chat }) => (chat.tokensPerSecond ?? Infinity) < readingTokensPerSecond,
    text: ({ chat }) => l10n.t('Chat answers come more slowly than people read ({0} tokens a second). A smaller model is faster.', Math.round(chat.tokensPerSecond ?? 0)),
  },
  {
    id: 'no-streaming',
    holds: ({ chat }) => chat.works && !chat.streams,
    text: () => l10n.t('Chat answers come in one piece at their end. If a gateway or a proxy stands in between, have it pass streams on without buffering.'),
  },
  {
    id: 'tags',
    holds: ({ chat }) => chat.reasoning === 'tags',
    text: () => l10n.t('The model’s thoughts stand in the text between tags. Vigie sets them apart; a server that is told the model’s reasoning format does so more reliably.'),
  },
];

/** Whether the model is not made for what stands behind the cursor: it is left out, or put into words. */
export function fillsOnlyByWords(route: CompletionRouteName | undefined): boolean {
  return route === 'plain' || route === 'chat';
}

/** What to change on a server or in the settings. */
export function adviceFor(facts: BackEndFacts): Notice[] {
  return rules.filter(({ holds }) => holds(facts)).map(({ id, text }) => ({ id, text: text(facts) }));
}

function openToAll(kind: ServerKind): string {
  const message = l10n.t('The server asks for no key, so everybody who reaches it can use it.');
  return kind === 'llama.cpp' || kind === 'vllm'
    ? `${message} ${l10n.t('Start it with {0}.', '--api-key')}`
    : message;
}

function noCompletions(kind: ServerKind): string {
  const message = l10n.t('The server has no interface for ghost text.');
  return kind === 'lmstudio' || kind === 'other' || kind === 'tgi'
    ? `${message} ${l10n.t('One with /v1/completions and a code model would give it.')}`
    : `${message} ${l10n.t('Serve a code model beside the chat model and name it for completion in the settings.')}`;
}

function noFim(kind: ServerKind): string {
  const message = l10n.t('The model does not fill in the middle, so ghost text knows little or nothing of what stands behind the cursor.');
  if (kind === 'llama.cpp') return `${message} ${l10n.t('Start llama-server with a code model that does, such as {0}.', 'Qwen2.5-Coder (--fim-qwen-7b-default)')}`;
  if (kind === 'ollama')
    return `${message} ${l10n.t('Pull a code model that does, such as {0}, and name it for completion in the settings.', 'qwen2.5-coder:7b-base')}`;
  if (kind === 'litellm')
    return `${message} ${l10n.t('Add a code model that does, such as {0}, as a text-completion route, and name it for completion in the settings.', 'Qwen2.5-Coder')}`;
  return `${message} ${l10n.t('Serve a code model that does (Codestral, Qwen2.5-Coder, StarCoder2) and name it for completion in the settings.')}`;
}

function keepsOn(kind: ServerKind): string {
  const message = l10n.t('The model goes on writing when nobody waits any more, which keeps it from the next request.');
  return kind === 'other' || kind === 'litellm'
    ? `${message} ${l10n.t('If a gateway stands before it, have it close the connection behind when the client leaves, or give Vigie the address behind.')}`
    : `${message} ${l10n.t('If a proxy stands before it, have it close the connection behind when the client leaves, and take a current version of the server.')}`;
}

function oneAtATime(kind: ServerKind): string {
  const message = l10n.t('The server answers one request at a time, so ghost text waits for chat answers.');
  if (kind === 'llama.cpp') return `${message} ${l10n.t('Start it with {0}.', '--parallel 4')}`;
  if (kind === 'ollama') return `${message} ${l10n.t('Start it with {0}.', 'OLLAMA_NUM_PARALLEL=4')}`;
  return message;
}

function smallContext({ kind, contextTokens = 0, slots }: BackEndFacts['server']): string {
  const message = l10n.t('A request and its answer may have {0} tokens; long chats need {1}.', contextTokens, neededContext);
  if (kind === 'llama.cpp') return `${message} ${l10n.t('Start it with {0}.', `--ctx-size ${neededContext * (slots ?? 1)}`)}`;
  if (kind === 'vllm') return `${message} ${l10n.t('Start it with {0}.', `--max-model-len ${neededContext}`)}`;
  if (kind === 'ollama') return `${message} ${l10n.t('Start it with {0}.', `OLLAMA_CONTEXT_LENGTH=${neededContext}`)}`;
  return message;
}
