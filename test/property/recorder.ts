import { createServer, type ServerResponse } from 'node:http';
import * as z from 'zod';
import { delta, done, event, ModelServer, text, type Received } from '../support/modelServer.ts';

const bodySchema = z.object({
  input_prefix: z.string().optional(),
  input_suffix: z.string().optional(),
  prompt: z.string().optional(),
  suffix: z.string().nullish(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })).optional(),
});

/** What a request said, in one text: what stands apart in its body may be joined by whoever reads it. */
export function textOf({ body }: Received): string {
  if (body === '') return '';
  const { input_prefix = '', input_suffix = '', prompt = '', suffix, messages = [] } = bodySchema.parse(JSON.parse(body));
  return [input_prefix + input_suffix, prompt + (suffix ?? ''), ...messages.map(({ content }) => content)].join('\n');
}

/**
 * A model service that keeps all that it receives and says it again: a chat answer repeats the last message, ghost
 * text the last canary before the cursor.
 */
export async function startRecorder(): Promise<ModelServer> {
  const send = (response: ServerResponse, ...events: (object | string)[]): void => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(events.map((each) => (typeof each === 'string' ? each : event(each))).join(''));
  };
  // No letter first or last: beside half a canary it would make up another's, and ghost text does not run into a word.
  const lastCanary = (said: string): string => `.note_${/kanari[a-z]{2}/g.exec(said.slice(said.lastIndexOf('kanari')))?.[0] ?? 'none'};`;
  return ModelServer.start(
    {
      '/infill': (response, request) => {
        send(response, { content: lastCanary(textOf(request)), stop: true });
      },
      '/v1/completions': (response, request) => {
        send(response, text(lastCanary(textOf(request))), text('', 'stop'), done);
      },
      '/v1/fim/completions': (response, request) => {
        send(response, delta(lastCanary(textOf(request))), delta('', 'stop'), done);
      },
      '/v1/chat/completions': (response, request) => {
        const { messages = [] } = bodySchema.parse(JSON.parse(request.body));
        send(response, delta(messages.at(-1)?.content ?? ''), delta('', 'stop'), done);
      },
    },
    (listener) => createServer(listener),
  );
}
