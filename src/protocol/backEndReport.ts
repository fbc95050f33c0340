import * as z from 'zod';
import { serviceNameSchema } from './models.ts';

/** A part of what was asked: whether it worked and, where not, the sentence that says why and what to do. */
const outcome = { works: z.boolean(), message: z.string().optional() };

/** How soon and how fast an answer came. */
const speed = {
  /** From the request to the first piece of text or thought, in milliseconds. */
  firstTokenMs: z.number().min(0).optional(),
  /** After the first one. Left out where too few came to tell. */
  tokensPerSecond: z.number().min(0).optional(),
};

/** Software that serves models, as far as it can be told apart from outside. */
export const serverKinds = ['llama.cpp', 'vllm', 'ollama', 'litellm', 'lmstudio', 'tgi', 'mistral', 'other'] as const;
export type ServerKind = (typeof serverKinds)[number];

/** The ways in which ghost text was asked for. */
export const completionRouteNames = ['infill', 'ollama', 'template', 'mistral', 'plain', 'chat'] as const;
export type CompletionRouteName = (typeof completionRouteNames)[number];

/** Where a model's thoughts stood in its answer: two fields, Mistral's typed chunks, or tags in the text. */
export const reasoningForms = ['none', 'reasoning_content', 'reasoning', 'chunks', 'tags'] as const;
export type ReasoningForm = (typeof reasoningForms)[number];

/** What is to be known of a language model's server, measured or told by it, without judgement. */
export const backEndFactsSchema = z.object({
  backend: z.enum(['gateway', 'mistral']),
  /** The address as it was given. */
  url: z.string(),
  /** What it is asked for by the settings, or by whoever named the address. */
  roles: z.array(z.enum(['completion', 'chat'])),
  /** UTC, ISO 8601. */
  checkedAt: z.string(),
  /** Whether requests stay on this machine. */
  onThisMachine: z.boolean(),
  /** Whether an API key was shown. */
  hasKey: z.boolean(),
  server: z.object({
    kind: z.enum(serverKinds),
    version: z.string().optional(),
    /** How many requests it works on at once, where it tells. */
    slots: z.int().min(1).optional(),
    /** How long a request and its answer may be together, in tokens, where it tells. */
    contextTokens: z.int().min(1).optional(),
  }),
  models: z.object({ ...outcome, ids: z.array(z.string()) }),
  chat: z.object({
    ...outcome,
    ...speed,
    model: z.string().optional(),
    /** Whether the answer came in pieces. */
    streams: z.boolean(),
    reasoning: z.enum(reasoningForms),
    /** Whether it tells at the end how many tokens were read and written. */
    usage: z.boolean(),
  }),
  completion: z.object({
    ...outcome,
    ...speed,
    model: z.string().optional(),
    /** The first way that worked; left out where none did. */
    route: z.enum(completionRouteNames).optional(),
    tried: z.array(z.object({ ...outcome, route: z.enum(completionRouteNames) })),
  }),
  cancellation: z.object({
    /**
     * Whether the model is free at once when the client leaves: `frees`, `keeps`, or `unknown` where the server answers
     * several requests at once, so that another one does not tell.
     */
    verdict: z.enum(['frees', 'keeps', 'unknown']),
    /** What said so: the server's own count of running requests, or the times below. */
    by: z.enum(['count', 'time']).optional(),
    /** First token of a short request: while nothing ran, while long ones ran, after these were left. Milliseconds. */
    beforeMs: z.number().min(0).optional(),
    duringMs: z.number().min(0).optional(),
    afterMs: z.number().min(0).optional(),
    /** How many long requests ran. */
    load: z.int().min(0),
  }),
  /** Whether a second request is answered while a first one runs. */
  parallel: z.enum(['yes', 'no', 'unknown']),
});
export type BackEndFacts = z.infer<typeof backEndFactsSchema>;

/** A sentence with a name that programs can go by. */
const notice = z.object({ id: z.string(), text: z.string() });
export type Notice = z.infer<typeof notice>;

/** What was seen of a server in ordinary use, and when: UTC, ISO 8601. */
const seen = { at: z.string() };

/** What Vigie remembers of a server, and uses. Whatever is left out is not known. */
export const rememberedSchema = z.object({
  /** How soon ghost text begins: a moving average over its last answers. */
  completion: z.object({ firstTokenMs: z.number().min(0), ...seen }).optional(),
  /** The same of the chat. */
  chat: z.object({ firstTokenMs: z.number().min(0), ...seen }).optional(),
  /** What a check said last that could tell. */
  cancellation: z.object({ verdict: z.enum(['frees', 'keeps']), ...seen }).optional(),
  /** The list of models, in this session. */
  models: z.object({ ...seen }).optional(),
  /** How ghost text is asked for, of each model that was, in this session. */
  routes: z.array(z.object({ model: z.string(), route: z.enum(completionRouteNames), ...seen })),
});
export type RememberedOfServer = z.infer<typeof rememberedSchema>;

/** The report of a check, as `doctor --json` prints it. Fields may be added; the version changes when one goes. */
export const backEndReportSchema = backEndFactsSchema.extend({
  version: z.literal(1),
  /** Whether all works that it is asked for. */
  ok: z.boolean(),
  /** Left out where there is no session that could remember. */
  remembered: rememberedSchema.optional(),
  /** What Vigie will use, in the session's language. */
  uses: z.array(notice),
  /** What to change on the server or in the settings, what matters most first. */
  advice: z.array(notice),
});
export type BackEndReport = z.infer<typeof backEndReportSchema>;

/** Parameters of the request `vigie/checkBackEnd`, which may be left out. */
export const checkBackEndParamsSchema = z.object({
  /** Which of the places that chat answers can come from; left out: all servers that requests go to by the settings. */
  service: serviceNameSchema.optional(),
});
export type CheckBackEndParams = z.infer<typeof checkBackEndParamsSchema>;

/** The result of the request `vigie/checkBackEnd`. */
export const checkBackEndResultSchema = z.object({
  /** One for each server that was asked; none where the settings name none. */
  reports: z.array(backEndReportSchema),
  /** The reports for a person as Markdown, or why there is none, in the language of the session. */
  text: z.string(),
});
export type CheckBackEndResult = z.infer<typeof checkBackEndResultSchema>;
