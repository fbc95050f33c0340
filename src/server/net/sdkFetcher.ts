import type { Destination } from '../policy/destination.ts';
import type { Cleared } from '../policy/gate.ts';
import type { ChatRequest, CompletionRequest } from '../policy/request.ts';
import type { Answer } from './answer.ts';
import type { Door, Passage } from './door.ts';

/** What the fetcher of one request needs to know. */
export interface FetcherOptions extends Passage {
  readonly cleared: Cleared<ChatRequest | CompletionRequest>;
  readonly destination: Destination;
  /** Looks at the answer before the SDK does; what it throws ends the request. */
  readonly inspect: (answer: Answer) => Promise<void>;
}

/**
 * A `fetch` for an SDK that can do nothing but send one cleared request's body through the door. The SDK's own
 * headers, and with them any key that it found elsewhere, stay behind.
 * @throws TypeError for anything but a POST of a `Request` to the destination; otherwise as `Door.post`.
 */
export function sdkFetcher(door: Door, { cleared, destination, inspect, ...passage }: FetcherOptions) {
  return async (input: Request | URL | string): Promise<Response> => {
    if (!(input instanceof Request) || input.method !== 'POST') throw new TypeError('Only a POST may pass.');
    const url = new URL(input.url);
    if (url.origin !== destination.origin || url.search !== '') {
      throw new TypeError(`Not the destination: ${url.origin}`);
    }
    const answer = await door.post(cleared, destination, url.pathname, await input.text(), passage);
    await inspect(answer);
    return new Response(streamOf(answer), {
      status: answer.status,
      headers: { 'content-type': answer.header('content-type') ?? '' },
    });
  };
}

/** The body as a web stream. The SDK cancels with the reason `done` once it has seen the end mark. */
function streamOf(answer: Answer): ReadableStream<Uint8Array> {
  const chunks = answer.chunks();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await chunks.next();
        if (next.done === true) controller.close();
        else controller.enqueue(next.value);
      },
      async cancel(reason) {
        if (reason === 'done') answer.release();
        else answer.discard();
        await chunks.return();
      },
    },
    { highWaterMark: 0 },
  );
}
