import * as z from 'zod';

/** A completion as any dialect asks for it. */
export interface Wish {
  readonly prefix: string;
  readonly stream: boolean;
  /** Where the answer ends, in tokens. */
  readonly maxTokens: number;
  readonly stop: readonly string[];
  readonly form: Form;
}

/** Why an answer ended. */
export type End = 'stop' | 'length';

/** How a dialect words its answers; all are JSON. */
export interface Form {
  /** A piece of a stream, or the whole where nothing is streamed. */
  readonly piece: (text: string, end?: End) => unknown;
  /** What closes a stream. */
  readonly done: string | undefined;
}

const infillForm: Form = {
  piece: (content, end) => ({ content, stop: end !== undefined, ...(end && { stop_type: end === 'length' ? 'limit' : 'eos' }) }),
  done: undefined,
};
const completionForm: Form = {
  piece: (text, end) => ({ id: 'oracle', object: 'text_completion', choices: [{ index: 0, text, finish_reason: end ?? null }] }),
  done: '[DONE]',
};
const chatForm: Form = {
  piece: (content, end) => {
    const message = { role: 'assistant', content };
    return { id: 'oracle', choices: [{ index: 0, delta: message, message, finish_reason: end ?? null }] };
  },
  done: '[DONE]',
};

const stops = z.union([z.string(), z.array(z.string())]).nullish().transform((stop) => (typeof stop === 'string' ? [stop] : (stop ?? [])));
const infillSchema = z.object({
  input_prefix: z.string(),
  prompt: z.string().optional(),
  n_predict: z.number().optional(),
  stop: stops,
  stream: z.boolean().default(false),
});
const completionSchema = z.object({
  prompt: z.union([z.string(), z.array(z.string())]).optional(),
  prefix: z.string().optional(),
  /** As Tabby asks. */
  segments: z.object({ prefix: z.string() }).optional(),
  max_tokens: z.number().nullish(),
  stop: stops,
  stream: z.boolean().nullish(),
});
const chatSchema = z.object({
  messages: z.array(z.object({ role: z.string(), content: z.string() })).min(1),
  max_tokens: z.number().nullish(),
  stop: stops,
  stream: z.boolean().nullish(),
});

/** The templates of fill-in-the-middle, each with a group for what stands before the cursor. */
const templates = [
  /<\|?fim_prefix\|?>([^]*?)<\|?fim_suffix\|?>[^]*<\|?fim_middle\|?>$/,
  /<｜fim▁begin｜>([^]*?)<｜fim▁hole｜>[^]*<｜fim▁end｜>$/,
  /\[SUFFIX\][^]*\[PREFIX\]([^]*)$/,
  /<PRE> ?([^]*?) ?<SUF>[^]*<MID>$/,
];

/** Marks of the cursor within a chat message. */
const cursorMark = /║|<\|?cursor\|?>|<CURSOR>|\[CURSOR\]|<FILL_ME>/i;

/** As Copilot asks: the engine is a part of the path, of which it makes no difference. */
const engineRoute = /^\/v1\/engines\/[^/]+\/completions$/;

/** @returns what reads a completion's wish from the body of a request to a path; undefined where none is asked for there */
export function dialectOf(path: string): ((body: unknown) => Wish) | undefined {
  return routes[engineRoute.test(path) ? '/v1/completions' : path];
}

/** The routes on which a completion is asked for. */
const routes: Readonly<Record<string, (body: unknown) => Wish>> = {
  '/infill': (body) => {
    const { input_prefix, prompt, n_predict, stop, stream } = infillSchema.parse(body);
    return { prefix: input_prefix + (prompt ?? ''), stream, maxTokens: limit(n_predict), stop, form: infillForm };
  },
  '/v1/completions': (body) => {
    const { prompt, prefix, segments, max_tokens, stop, stream } = completionSchema.parse(body);
    const raw = segments?.prefix ?? prefix ?? withoutTemplate(typeof prompt === 'string' ? prompt : (prompt?.join('') ?? ''));
    return { prefix: raw, stream: stream ?? false, maxTokens: limit(max_tokens), stop, form: completionForm };
  },
  '/v1/fim/completions': (body) => {
    const { prompt, max_tokens, stop, stream } = completionSchema.parse(body);
    const prefix = typeof prompt === 'string' ? prompt : (prompt?.join('') ?? '');
    return { prefix, stream: stream ?? false, maxTokens: limit(max_tokens), stop, form: chatForm };
  },
  '/v1/chat/completions': (body) => {
    const { messages, max_tokens, stop, stream } = chatSchema.parse(body);
    const asked = messages.at(-1)?.content ?? '';
    const mark = cursorMark.exec(asked);
    const prefix = mark === null ? withoutTemplate(asked) : asked.slice(0, mark.index);
    return { prefix, stream: stream ?? false, maxTokens: limit(max_tokens), stop, form: chatForm };
  },
};

function withoutTemplate(prompt: string): string {
  for (const template of templates) {
    const found = template.exec(prompt);
    if (found) return found[1] ?? '';
  }
  return prompt;
}

function limit(tokens: number | null | undefined): number {
  return tokens === null || tokens === undefined || tokens < 0 ? Infinity : tokens;
}
