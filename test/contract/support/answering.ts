import { delta, done, models, stream, text, type ModelServer } from '../../support/modelServer.ts';

export const chats = '/v1/chat/completions';

/** What a server answers with its own name, on either route. */
export const answering = (name: string): ModelServer['routes'] => ({
  '/v1/models': models('m'),
  [chats]: stream([delta(name), delta('', 'stop'), done]),
  '/v1/completions': stream([text(name), text('', 'stop'), done]),
});
