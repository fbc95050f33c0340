import type { Destination } from '../policy/destination.ts';
import type { Cleared } from '../policy/gate.ts';
import type { ChatRequest, CompletionRequest } from '../policy/request.ts';
import type { StreamEnd } from '../backends/stream.ts';
import type { Answer } from './answer.ts';
import type { Door, Passage } from './door.ts';

/** What the fetcher of one request needs to know. */
export interface FetcherOptions extends Passage {
  readonly cleared: Cleared<ChatRequest | CompletionRequest>;
  readonly destination: Destination;
  /** Looks at the answer before the SDK does; what it throws ends the request. */
  readonly inspect: (answer: Answer) => Promise<void>;
  /**
   * Reads the answer's events. The SDK is given what they say and not what the server wrote: it knows no limit for the
   * length of an event, and takes an error in a stream for an event of a wrong form.
   */
  readonly events: (answer: Answer) => AsyncGenerator<unknown, StreamEnd>;
}

/**
 * A `fetch` for an SDK that can do nothing but send one cleared request's body through the door. The SDK's own
 * headers, and with them any key that it found elsewhere, stay behind.
 * @throws TypeError for anything but a POST of a `Request` to the destination; otherwise as `Door.post`.
 */
export function sdkFetcher(door: Door, { cleared, destination, inspect, events, ...passage }: FetcherOptions) {
  return async (input: Request | URL | string): Promise<Response> => {
    if (!(input instanceof Request) || input.method !== 'POST') throw new TypeError('Only a POST may pass.');
    const url = new URL(input.url);
    if (url.origin !== destination.origin || url.search !== '') {
      throw new TypeError(`Not the destination: ${url.origin}`);
    }
    const answer = await door.post(cleared, destination, url.pathname, await input.text(), passage);
    await inspect(answer);
    return new Response(streamOf(events(answer)), {
      status: answer.status,
      headers: { 'content-type': answer.header('content-type') ?? '' },
    });
  };
}

/** Events as a web stream of server-sent events, with the end mark where there was one. */
function streamOf(events: AsyncGenerator<unknown, StreamEnd>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await events.next();
        if (next.done !== true) controller.enqueue(encoder.encode(`data: ${JSON.stringify(next.value)}\n\n`));
        else {
          if (next.value === 'done') controller.enqueue(encoder.encode('data: [DONE]\n\n'));
          controller.close();
        }
      },
      async cancel() {
        await events.return('open');
      },
    },
    { highWaterMark: 0 },
  );
}
