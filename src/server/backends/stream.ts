import type { Answer } from '../net/answer.ts';
import { Interrupted } from '../net/failures.ts';
import { maximumEventCharacters } from '../net/limits.ts';
import { malformed, refusalInStream, reportIn, type RefusalContext } from './refusals.ts';
import { EventTooLong, lineEvents, serverEvents } from './sse.ts';

/** How a stream of JSON events ended: with its end mark, or just so. */
export type StreamEnd = 'done' | 'open';

/**
 * Reads a successful answer as JSON events, whether it streams (server-sent events, or one JSON per line) or comes
 * as one JSON body because the server does not stream. Leaving early closes the socket.
 * @returns `done` after `[DONE]` or a whole JSON body; `open` where the stream ended or broke without one.
 * @throws BackendError for an error that the server reports in the stream, and for what is no JSON stream.
 */
export async function* jsonEvents(answer: Answer, context: RefusalContext): AsyncGenerator<unknown, StreamEnd> {
  const { mediaType } = answer;
  if (mediaType === 'text/html') {
    answer.discard();
    throw malformed(context.origin);
  }
  if (mediaType === 'application/json') {
    yield checked(parse(await answer.text(), context), undefined, context);
    return 'done';
  }
  let seen = false;
  const split = mediaType === 'application/x-ndjson' ? lineEvents : serverEvents;
  try {
    for await (const { event, data, partial } of split(answer.chunks(), maximumEventCharacters)) {
      seen = true;
      if (data.trim() === '[DONE]') {
        answer.release();
        return 'done';
      }
      if (partial && !isJson(data)) return 'open';
      if (event === 'error' && !isJson(data)) throw refusalInStream({ words: data, code: '' }, context);
      yield checked(parse(data, context), event, context);
    }
  } catch (error) {
    if (error instanceof Interrupted) return 'open';
    throw error instanceof EventTooLong ? malformed(context.origin, error) : error;
  }
  if (!seen && mediaType !== 'text/event-stream') throw malformed(context.origin);
  return 'open';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function parse(text: string, context: RefusalContext): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw malformed(context.origin, error);
  }
}

/** @throws BackendError where the event reports an error. */
function checked(value: unknown, event: string | undefined, context: RefusalContext): unknown {
  const report = reportIn(value) ?? (event === 'error' ? { words: '', code: '' } : undefined);
  if (report !== undefined) throw refusalInStream(report, context);
  return value;
}
