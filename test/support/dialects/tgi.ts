import { done, status, stream } from '../modelServer.ts';
import { counts, either, type Dialect } from './dialect.ts';

const model = 'bigcode/starcoder2-3b';
const piece = (delta: object, finish: string | null = null, more: object = {}) => ({
  object: 'chat.completion.chunk',
  id: '',
  created: 1,
  model,
  system_fingerprint: '3.3.5-native',
  choices: [{ index: 0, delta: { role: 'assistant', ...delta }, logprobs: null, finish_reason: finish }],
  ...more,
});
const text = (content: string, finish: string | null = null) => ({
  object: 'text_completion',
  id: '',
  created: 1,
  model,
  system_fingerprint: '3.3.5-native',
  choices: [{ index: 0, text: content, logprobs: null, finish_reason: finish ?? '' }],
});
const refused = (code: number, error: string, type: string) => status(code, { error, error_type: type });

export const tgi: Dialect = {
  name: 'TGI',
  from: 'its OpenAPI document and its source (router/src)',
  missing: status(404, ''),
  routes: {
    'GET /v1/models': status(200, { object: 'list', data: [{ id: model, object: 'model', created: 0, owned_by: model }] }),
    '/v1/chat/completions': either((body) =>
      stream([
        ':\n\n',
        piece({ content: 'A ratio' }),
        piece({ content: '.' }, null, { usage: null }),
        piece({ content: '' }, 'stop'),
        ...(counts(body) ? [{ ...piece({}), choices: [], usage: { prompt_tokens: 20, completion_tokens: 7, total_tokens: 27 } }] : []),
        done,
      ]),
    ),
    '/v1/completions': either((body) =>
      'suffix' in body
        ? refused(422, 'Suffix is not supported and can be achieved by preprocessing the prompt.', 'suffix not supported')
        : stream([':\n\n', text('1'), text(' + 1'), text('', 'eos_token'), done]),
    ),
  },
  expected: {
    models: { [model]: 'both' },
    chat: { text: 'A ratio.', thinking: '' },
    usage: { promptTokens: 20, completionTokens: 7 },
    completion: { text: '1 + 1', paths: ['/v1/models', '/infill', '/api/generate', '/v1/completions'] },
    refusals: [
      { respond: refused(422, 'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096', 'validation'), fault: 'unsupported' },
      { respond: refused(424, 'Request failed during generation', 'generation'), fault: 'server' },
      { respond: refused(429, 'Model is overloaded', 'overloaded'), fault: 'rateLimited' },
    ],
  },
};
