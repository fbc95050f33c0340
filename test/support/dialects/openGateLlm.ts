import { done, status, stream } from '../modelServer.ts';
import { counts, either, fastApiMissing, type Dialect } from './dialect.ts';

const model = 'mistralai/Mistral-Small-3.2-24B-Instruct-2506';
const listed = (id: string, type: string) => ({
  object: 'model',
  id,
  type,
  aliases: [],
  created: 1,
  owned_by: 'Institut fictif',
  max_context_length: 128_000,
  costs: { prompt_tokens: 0, completion_tokens: 0 },
});
const piece = (content: string, finish: string | null = null) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1,
  model,
  choices: [{ index: 0, delta: { content }, logprobs: null, finish_reason: finish }],
});
const refused = (code: number, detail: string, headers: Record<string, string> = {}) => status(code, { detail }, headers);

export const openGateLlm: Dialect = {
  name: 'OpenGateLLM (Albert API)',
  from: 'its source (api/schemas/models.py, api/utils/exceptions.py)',
  missing: fastApiMissing,
  routes: {
    'GET /v1/models': status(200, {
      object: 'list',
      data: [listed('embeddings-small', 'text-embeddings-inference'), listed('audio-large', 'automatic-speech-recognition'), listed(model, 'text-generation')],
    }),
    '/v1/chat/completions': either((body) =>
      JSON.stringify(body['messages']).includes('<GAP>')
        ? stream([piece('```r\n'), piece('1 + 1'), piece('\n```'), piece('', 'stop'), done])
        : stream([
            piece('A ratio'),
            piece('.'),
            piece('', 'stop'),
            ...(counts(body)
              ? [{ ...piece(''), choices: [], usage: { prompt_tokens: 20, completion_tokens: 7, total_tokens: 27, cost: 0, impacts: { kWh: 0.001, kgCO2eq: 0.0001 } } }]
              : []),
            done,
          ]),
    ),
  },
  expected: {
    models: { 'embeddings-small': 'neither', 'audio-large': 'neither', [model]: 'both' },
    chat: { text: 'A ratio.', thinking: '' },
    usage: { promptTokens: 20, completionTokens: 7 },
    completion: { text: '1 + 1', paths: ['/v1/models', '/infill', '/api/generate', '/v1/completions', '/v1/chat/completions'] },
    refusals: [
      { respond: refused(403, 'Invalid API key.'), fault: 'key' },
      { respond: refused(403, 'Insufficient rights.'), fault: 'forbidden' },
      { respond: refused(400, 'Insufficient budget.'), fault: 'exhausted' },
      { respond: refused(404, 'Model not found.'), fault: 'notFound' },
      { respond: refused(422, 'Max tokens exceeded.'), fault: 'tooLarge' },
      { respond: refused(424, 'Model provider not reachable.'), fault: 'server' },
      { respond: refused(429, 'Rate limit exceeded.'), fault: 'rateLimited' },
      { respond: refused(503, 'Model is too busy, please try again later.', { 'Retry-After': '10' }), fault: 'loading', retryAfter: 10 },
      { respond: stream(['event: error\ndata: {"detail": "Model provider not reachable."}\n\n']), fault: 'server' },
    ],
  },
};
