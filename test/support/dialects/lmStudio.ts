import { done, status, stream, type Respond } from '../modelServer.ts';
import { counts, either, type Dialect } from './dialect.ts';

const model = 'qwen2.5-coder-7b-instruct';
const piece = (delta: object, finish: string | null = null) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1,
  model,
  system_fingerprint: model,
  choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
});
const text = (content: string, finish: string | null = null) => ({
  id: 'cmpl-1',
  object: 'text_completion',
  created: 1,
  model,
  choices: [{ index: 0, text: content, logprobs: null, finish_reason: finish }],
});
const missing: Respond = (response, request) =>
  status(200, { error: `Unexpected endpoint or method. (${request.method} ${request.path})` })(response, request);

export const lmStudio: Dialect = {
  name: 'LM Studio',
  from: 'its documentation (“OpenAI Compatible Endpoints”, “API Changelog”) and what its users quote of it',
  missing,
  routes: {
    'GET /v1/models': status(200, {
      data: [
        { id: model, object: 'model', owned_by: 'organization_owner' },
        { id: 'text-embedding-nomic-embed-text-v1.5', object: 'model', owned_by: 'organization_owner' },
      ],
      object: 'list',
    }),
    '/v1/chat/completions': either((body) =>
      stream([
        piece({ role: 'assistant', content: '<think>' }),
        piece({ content: 'Hm.' }),
        piece({ content: '</think>\n\nA ratio.' }),
        piece({}, 'stop'),
        ...(counts(body) ? [{ ...piece({}), choices: [], usage: { prompt_tokens: 20, completion_tokens: 7, total_tokens: 27 } }] : []),
        done,
      ]),
    ),
    '/v1/completions': stream([text('1'), text(' + 1'), text('', 'stop'), done]),
  },
  expected: {
    models: { [model]: 'both', 'text-embedding-nomic-embed-text-v1.5': 'neither' },
    chat: { text: 'A ratio.', thinking: 'Hm.' },
    usage: { promptTokens: 20, completionTokens: 7 },
    completion: { text: '1 + 1', paths: ['/v1/models', '/v1/completions'] },
    refusals: [
      { respond: missing, fault: 'notFound' },
      { respond: status(404, { error: { message: 'No models loaded.', type: 'invalid_request_error', param: 'model', code: 'model_not_found' } }), fault: 'notFound' },
    ],
  },
};
