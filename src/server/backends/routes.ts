import * as z from 'zod';
import type { CompletionRequest } from '../policy/request.ts';
import type { BasePaths } from './address.ts';
import type { Finish } from './backend.ts';
import { BlankEnd, withoutBlankEnd } from './blankEnd.ts';
import { piecesOf } from './content.ts';
import { Continuation, continuationMessages, continuationOverhead } from './continuation.ts';
import { fimPromptFor, plainPromptFor } from './fim.ts';
import { finishOf } from './finish.ts';
import { modelNamed } from './modelList.ts';
import { samplingOf } from './sampling.ts';

/** A piece of a completion, read from one event of a stream. */
export interface CompletionPiece {
  readonly text: string;
  readonly finish?: Finish;
  /** Whether the answer goes on although nothing more of it is wanted. */
  readonly goesOn?: boolean;
}

/** One way to ask a server for ghost text. */
export interface CompletionRoute {
  readonly name: 'infill' | 'ollama' | 'template' | 'plain' | 'chat';
  readonly path: string;
  /** The body to send. */
  readonly body: object;
  /**
   * Reads the events of one answer, in their order.
   * @returns the piece in an event, or undefined where the event is not of this route's form.
   */
  readonly read: (event: unknown) => CompletionPiece | undefined;
}

/** The most stop strings that `/v1/completions` takes, by OpenAI's reference, which gateways enforce. */
const maximumStops = 4;

const infillEvent = z.object({ content: z.string(), stop: z.boolean().optional(), stop_type: z.string().nullish() });
const ollamaEvent = z.object({ response: z.string(), done: z.boolean().optional(), done_reason: z.string().nullish() });
const completionEvent = z.object({
  choices: z.array(z.object({ text: z.string().nullish(), finish_reason: z.string().nullish() })),
});

function readInfill(event: unknown): CompletionPiece | undefined {
  const { data } = infillEvent.safeParse(event);
  return data && { text: data.content, ...(data.stop === true ? { finish: finishOf(data.stop_type ?? '') } : {}) };
}

function readOllama(event: unknown): CompletionPiece | undefined {
  const { data } = ollamaEvent.safeParse(event);
  return data && { text: data.response, ...(data.done === true ? { finish: finishOf(data.done_reason ?? '') } : {}) };
}

function readCompletion(event: unknown): CompletionPiece | undefined {
  const { data } = completionEvent.safeParse(event);
  if (data === undefined) return undefined;
  const reason = data.choices[0]?.finish_reason ?? '';
  return { text: data.choices[0]?.text ?? '', ...(reason === '' ? {} : { finish: finishOf(reason) }) };
}

const chatEvent = z.object({
  choices: z.array(
    z.object({
      delta: z.object({ content: z.unknown() }).partial().nullish(),
      message: z.object({ content: z.unknown() }).partial().nullish(),
      finish_reason: z.string().nullish(),
    }),
  ),
});

/** Reads a chat answer as a continuation; thoughts are left out. */
function chatReader(request: CompletionRequest): CompletionRoute['read'] {
  const continuation = new Continuation(request);
  return (event) => {
    const { data } = chatEvent.safeParse(event);
    if (data === undefined) return undefined;
    const choice = data.choices[0];
    const reason = choice?.finish_reason ?? '';
    const pieces = piecesOf((choice?.delta ?? choice?.message)?.content);
    const said = pieces.map(({ kind, text }) => (kind === 'text' ? text : '')).join('');
    const { text, over } = continuation.feed(said, reason !== '');
    return { text, ...(reason !== '' ? { finish: finishOf(reason) } : over ? { finish: 'stop', goesOn: true } : {}) };
  };
}

/** Reads what follows a prompt whose blanks at the end were left out. */
function afterBlankEnd(read: CompletionRoute['read'], prompt: string): CompletionRoute['read'] {
  const blankEnd = new BlankEnd(prompt);
  return (event) => {
    const piece = read(event);
    return piece && { ...piece, text: blankEnd.feed(piece.text) };
  };
}

/**
 * The ways to ask for ghost text, the best first: llama.cpp's own infill, which knows the model's tokens; Ollama's
 * raw prompt, since its `/v1/completions` would wrap the prompt in a chat template; the family's template; the bare
 * prefix; a chat that asks for the continuation. What goes along is sent before the prefix in the form that each route
 * has for it. A `suffix` on `/v1/completions` is never sent: most servers ignore or refuse it.
 */
export function completionRoutes(
  model: string,
  request: CompletionRequest,
  { api, root }: BasePaths,
): CompletionRoute[] {
  const { context, prefix, suffix, maxTokens } = request;
  const fim = fimPromptFor(model, request);
  const plain = plainPromptFor(request);
  const stop = [...(fim?.stop ?? []), ...request.stop];
  const sampling = samplingOf(request);
  const leastEffort = modelNamed(model).reasoning?.[0];
  const completion = (prompt: string, stops: readonly string[]) => ({
    model,
    prompt,
    max_tokens: maxTokens,
    ...sampling,
    stream: true,
    ...(stops.length > 0 ? { stop: stops.slice(0, maximumStops) } : {}),
  });
  return [
    {
      name: 'infill',
      path: `${root}/infill`,
      body: {
        model,
        ...(context.length > 0 ? { input_extra: context.map(({ name, text }) => ({ filename: name, text })) } : {}),
        input_prefix: prefix,
        input_suffix: suffix,
        n_predict: maxTokens,
        ...sampling,
        stop: request.stop,
        stream: true,
      },
      read: readInfill,
    },
    {
      name: 'ollama',
      path: `${root}/api/generate`,
      body: {
        model,
        prompt: fim?.prompt ?? withoutBlankEnd(plain),
        raw: true,
        stream: true,
        options: { num_predict: maxTokens, ...sampling, stop },
      },
      read: fim === undefined ? afterBlankEnd(readOllama, plain) : readOllama,
    },
    ...(fim === undefined
      ? []
      : [
          {
            name: 'template' as const,
            path: `${api}/completions`,
            body: completion(fim.prompt, stop),
            read: readCompletion,
          },
        ]),
    {
      name: 'plain',
      path: `${api}/completions`,
      body: completion(withoutBlankEnd(plain), request.stop),
      read: afterBlankEnd(readCompletion, plain),
    },
    {
      name: 'chat',
      path: `${api}/chat/completions`,
      body: {
        model,
        messages: continuationMessages(request),
        max_tokens: maxTokens + continuationOverhead,
        ...sampling,
        // Nobody waits for ghost text that a model thinks about at length.
        ...(leastEffort !== undefined && { reasoning_effort: leastEffort }),
        stream: true,
      },
      read: chatReader(request),
    },
  ];
}

/**
 * The ways that a server can have, by who it says that its models are owned by: what llama.cpp, vLLM, Ollama, LM Studio
 * and LiteLLM write into their lists. A server that says something else may have all.
 */
export function routesOf(owners: ReadonlySet<string>, routes: readonly CompletionRoute[]): readonly CompletionRoute[] {
  const missing = [...owners].map((owner) => missingRoutes[owner] ?? []);
  return routes.filter(({ name }) => missing.length === 0 || !missing.every((names) => names.includes(name)));
}

const missingRoutes: Readonly<Record<string, readonly CompletionRoute['name'][]>> = {
  llamacpp: ['ollama'],
  vllm: ['infill', 'ollama'],
  library: ['infill'],
  organization_owner: ['infill', 'ollama'],
  openai: ['infill', 'ollama'],
};
