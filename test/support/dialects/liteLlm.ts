import { done, status, stream } from '../modelServer.ts';
import { counts, either, fastApiMissing, type Dialect } from './dialect.ts';

const model = 'codestral';
const refused = (code: number, type: string, message: string, headers: Record<string, string> = {}) =>
  status(code, { error: { message, type, param: 'None', code: String(code) } }, headers);
const piece = (delta: object, finish?: string) => ({
  id: 'chatcmpl-1',
  created: 1,
  model,
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta, ...(finish === undefined ? {} : { finish_reason: finish }) }],
});
const text = (content: string, finish: string | null = null) => ({
  id: 'cmpl-1',
  object: 'text_completion',
  created: 1,
  model,
  choices: [{ finish_reason: finish, index: 0, text: content, logprobs: null }],
});

export const liteLlm: Dialect = {
  name: 'LiteLLM',
  from: 'its proxy, run here, for what it streams; its documentation (“Virtual Keys”, “Budgets, Rate Limits”) for refusals',
  missing: fastApiMissing,
  routes: {
    'GET /v1/models': status(200, { data: [{ id: model, object: 'model', created: 1_677_610_602, owned_by: 'openai' }], object: 'list' }),
    '/v1/chat/completions': either((body) =>
      stream([
        piece({ role: 'assistant', content: '', reasoning_content: 'Hm.' }),
        piece({ content: 'A ratio.' }),
        piece({}, 'stop'),
        ...(counts(body) ? [{ ...piece({}), usage: { completion_tokens: 7, prompt_tokens: 20, total_tokens: 27 } }] : []),
        done,
      ]),
    ),
    '/v1/completions': stream([text('1'), text(' + 1'), text('', 'stop'), done]),
  },
  expected: {
    models: { [model]: 'both' },
    chat: { text: 'A ratio.', thinking: 'Hm.' },
    usage: { promptTokens: 20, completionTokens: 7 },
    completion: { text: '1 + 1', paths: ['/v1/models', '/v1/completions'] },
    refusals: [
      { respond: refused(400, 'no_db_connection', 'No connected db.'), fault: 'key' },
      { respond: refused(401, 'token_not_found_in_db', 'Authentication Error, Invalid proxy server token passed.'), fault: 'key' },
      { respond: refused(400, 'expired_key', 'Authentication Error - Expired Key. Key Expiry time 2026-10-01'), fault: 'key' },
      { respond: refused(400, 'budget_exceeded', 'Budget has been exceeded! Current cost: 12.1, Max budget: 12.0'), fault: 'exhausted' },
      { respond: refused(429, 'throttling_error', 'Rate limit exceeded for api_key.', { 'retry-after': '41' }), fault: 'rateLimited', retryAfter: 41 },
    ],
  },
};
