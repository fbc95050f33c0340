import { done, status, stream } from '../modelServer.ts';
import { counts, either, type Dialect } from './dialect.ts';

const model = 'qwen2.5-coder:1.5b';
const piece = (delta: object, finish: string | null = null) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1,
  model,
  system_fingerprint: 'fp_ollama',
  choices: [{ index: 0, delta: { role: 'assistant', content: '', ...delta }, finish_reason: finish }],
});
const line = (response: string, more: object = {}) => `${JSON.stringify({ model, created_at: '2026-11-01T00:00:00Z', response, done: false, ...more })}\n`;

export const ollama: Dialect = {
  name: 'Ollama',
  from: 'its source (openai/openai.go, server/routes.go) and its documentation, “OpenAI compatibility”',
  missing: status(404, '404 page not found'),
  routes: {
    'GET /v1/models': status(200, {
      object: 'list',
      data: [
        { id: model, object: 'model', created: 1, owned_by: 'library' },
        { id: 'nomic-embed-text:latest', object: 'model', created: 1, owned_by: 'library' },
        { id: 'gpt-oss:120b-cloud', object: 'model', created: 1, owned_by: 'library' },
      ],
    }),
    '/v1/chat/completions': either((body) =>
      stream([
        piece({ reasoning: 'Hm.' }),
        piece({ content: 'A ratio.' }),
        piece({}, 'stop'),
        ...(counts(body) ? [{ ...piece({}), choices: [], usage: { prompt_tokens: 20, completion_tokens: 7, total_tokens: 27 } }] : []),
        done,
      ]),
    ),
    '/api/generate': stream(
      [line('1'), line(' + 1'), line('', { done: true, done_reason: 'stop', eval_count: 2 })],
      'end',
      { type: 'application/x-ndjson' },
    ),
  },
  expected: {
    models: { [model]: 'both', 'nomic-embed-text:latest': 'neither' },
    chat: { text: 'A ratio.', thinking: 'Hm.' },
    usage: { promptTokens: 20, completionTokens: 7 },
    completion: { text: '1 + 1', paths: ['/v1/models', '/api/generate'] },
    refusals: [
      {
        respond: status(404, { error: { message: 'model "x" not found', type: 'not_found_error', param: null, code: null } }),
        fault: 'notFound',
      },
      { respond: status(503, { error: { message: 'server busy, please try again. maximum pending requests exceeded', type: 'api_error' } }), fault: 'loading' },
    ],
  },
};
