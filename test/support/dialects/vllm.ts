import { done, status, stream } from '../modelServer.ts';
import { counts, either, fastApiMissing, type Dialect } from './dialect.ts';

const model = 'Qwen/Qwen2.5-Coder-7B';
const refused = (code: number, type: string, message: string) => status(code, { error: { message, type, param: null, code } });
const piece = (delta: object, finish: string | null = null) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1,
  model,
  choices: [{ index: 0, delta, logprobs: null, finish_reason: finish, token_ids: null }],
});
const text = (content: string, finish: string | null = null) => ({
  id: 'cmpl-1',
  object: 'text_completion',
  created: 1,
  model,
  choices: [{ index: 0, text: content, logprobs: null, finish_reason: finish, stop_reason: null }],
  usage: null,
});

export const vllm: Dialect = {
  name: 'vLLM',
  from: 'its source (entrypoints/openai) and its documentation, “OpenAI-Compatible Server”',
  missing: fastApiMissing,
  routes: {
    'GET /v1/models': status(200, {
      object: 'list',
      data: [{ id: model, object: 'model', created: 1, owned_by: 'vllm', root: model, parent: null, max_model_len: 32768, permission: [] }],
    }),
    '/v1/chat/completions': either((body) =>
      stream([
        piece({ role: 'assistant', content: '' }),
        piece({ reasoning: 'Hm.' }),
        piece({ content: 'A ratio.' }),
        piece({ content: '' }, 'stop'),
        ...(counts(body) ? [{ ...piece({}), choices: [], usage: { prompt_tokens: 20, total_tokens: 27, completion_tokens: 7 } }] : []),
        done,
      ]),
    ),
    '/v1/completions': either((body) =>
      'suffix' in body
        ? refused(400, 'BadRequestError', 'suffix is not currently supported')
        : stream([text('1'), text(' + 1'), text('', 'stop'), done]),
    ),
  },
  expected: {
    models: { [model]: 'both' },
    chat: { text: 'A ratio.', thinking: 'Hm.' },
    usage: { promptTokens: 20, completionTokens: 7 },
    completion: { text: '1 + 1', paths: ['/v1/models', '/v1/completions'] },
    refusals: [
      { respond: status(401, { error: 'Unauthorized' }), fault: 'key' },
      { respond: refused(404, 'NotFoundError', 'The model `x` does not exist.'), fault: 'notFound' },
      {
        respond: refused(400, 'BadRequestError', 'This model’s maximum context length is 4096 tokens. However, you requested 9000 tokens.'),
        fault: 'tooLarge',
      },
      {
        respond: stream([{ error: { message: 'EngineDeadError', type: 'InternalServerError', param: null, code: 500 } }, done]),
        fault: 'server',
      },
    ],
  },
};
