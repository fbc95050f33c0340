import { createParser } from 'eventsource-parser';

/** One server-sent event. */
export interface ServerEvent {
  readonly event: string | undefined;
  readonly data: string;
  /** Whether the stream ended before the blank line that closes an event, so that `data` may be incomplete. */
  readonly partial: boolean;
}

/** An event grew over the limit; nothing after it can be read. */
export class EventTooLong extends Error {}

/**
 * Splits a byte stream into server-sent events; comments are dropped, UTF-8 may be split anywhere.
 * @param maximum the longest event, in characters.
 * @throws EventTooLong; and what `chunks` throws.
 */
export async function* serverEvents(
  chunks: AsyncIterable<Uint8Array>,
  maximum: number,
): AsyncGenerator<ServerEvent, void> {
  const waiting: ServerEvent[] = [];
  let partial = false;
  let tooLong = false;
  const parser = createParser({
    maxBufferSize: maximum,
    onEvent: ({ event, data }) => waiting.push({ event, data, partial }),
    onError: ({ type }) => {
      tooLong ||= type === 'max-buffer-size-exceeded';
    },
  });
  const decoder = new TextDecoder();
  const feed = function* (text: string) {
    parser.feed(text);
    yield* waiting.splice(0);
    if (tooLong) throw new EventTooLong(`An event is longer than ${maximum} characters.`);
  };
  for await (const chunk of chunks) yield* feed(decoder.decode(chunk, { stream: true }));
  partial = true;
  yield* feed(`${decoder.decode()}\n\n`);
}

/**
 * Splits a byte stream into lines, each given as an event: newline-delimited JSON, as Ollama's own interface streams.
 * @throws as `serverEvents`.
 */
export async function* lineEvents(
  chunks: AsyncIterable<Uint8Array>,
  maximum: number,
): AsyncGenerator<ServerEvent, void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > maximum) throw new EventTooLong(`A line is longer than ${maximum} characters.`);
    for (const data of lines) if (data.trim() !== '') yield { event: undefined, data, partial: false };
  }
  rest += decoder.decode();
  if (rest.trim() !== '') yield { event: undefined, data: rest, partial: true };
}
