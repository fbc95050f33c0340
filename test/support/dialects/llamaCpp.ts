import { done, status, stream } from '../modelServer.ts';
import { counts, either, type Dialect } from './dialect.ts';

const piece = (delta: object, finish: string | null = null) => ({
  choices: [{ finish_reason: finish, index: 0, delta }],
  created: 1_790_000_000,
  id: 'chatcmpl-1',
  model: 'qwen2.5-coder',
  system_fingerprint: 'b1-1',
  object: 'chat.completion.chunk',
});
const filled = (content: string) => ({ index: 0, content, tokens: [1], stop: false, id_slot: -1, tokens_predicted: 1 });

export const llamaCpp: Dialect = {
  name: 'llama.cpp',
  from: 'its server, run here',
  missing: status(404, { error: { code: 404, message: 'File Not Found', type: 'not_found_error' } }),
  routes: {
    'GET /v1/models': status(200, {
      models: [{ name: 'qwen2.5-coder', model: 'qwen2.5-coder', capabilities: ['completion'] }],
      object: 'list',
      data: [{ id: 'qwen2.5-coder', object: 'model', created: 1, owned_by: 'llamacpp', meta: { n_ctx_train: 32768 } }],
    }),
    '/v1/chat/completions': either((body) =>
      stream([
        ': keep-alive\n\n',
        piece({ role: 'assistant', content: null }),
        piece({ reasoning_content: 'Hm.' }),
        piece({ content: 'A ratio' }),
        piece({ content: '.' }),
        piece({}, 'stop'),
        ...(counts(body)
          ? [{ choices: [], object: 'chat.completion.chunk', usage: { completion_tokens: 7, prompt_tokens: 20, total_tokens: 27 }, timings: { predicted_n: 7 } }]
          : []),
        done,
      ]),
    ),
    '/infill': stream([filled('1'), filled(' + 1'), { ...filled(''), tokens: [], stop: true, stop_type: 'eos', model: 'm' }]),
  },
  expected: {
    models: { 'qwen2.5-coder': 'both' },
    chat: { text: 'A ratio.', thinking: 'Hm.' },
    usage: { promptTokens: 20, completionTokens: 7 },
    completion: { text: '1 + 1', paths: ['/v1/models', '/infill'] },
    refusals: [
      { respond: status(401, { error: { code: 401, message: 'Invalid API Key', type: 'authentication_error' } }), fault: 'key' },
      { respond: status(503, { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } }), fault: 'loading' },
      {
        respond: status(400, { error: { code: 400, message: 'request (9000 tokens) exceeds the available context size (4096 tokens)', type: 'exceed_context_size_error' } }),
        fault: 'tooLarge',
      },
    ],
  },
};
