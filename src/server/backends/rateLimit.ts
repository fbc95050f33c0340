import { setTimeout as delay } from 'node:timers/promises';
import * as l10n from '@vscode/l10n';
import type { ChatProgress } from '../../protocol/chat.ts';
import { BackendError, type ChatEnd } from './backend.ts';

/** The longest wait that a question waits by itself, in seconds. A person who is told of a longer one has other plans. */
export const longestWaitSeconds = 20;

/**
 * Asks, and asks once more where the server takes no more requests for a short while and says for how long. The person
 * is told, and may stop waiting.
 * @param ask begins the same question anew each time.
 * @throws what the question throws; the signal's reason after an abort.
 */
export async function* afterShortWait(
  ask: () => AsyncGenerator<ChatProgress, ChatEnd>,
  origin: string,
  signal: AbortSignal,
): AsyncGenerator<ChatProgress, ChatEnd> {
  let begun = false;
  const answer = ask();
  try {
    for (;;) {
      const next = await answer.next();
      if (next.done === true) return next.value;
      begun = true;
      yield next.value;
    }
  } catch (error) {
    const seconds = error instanceof BackendError && error.fault === 'rateLimited' ? error.retryAfter : undefined;
    if (begun || seconds === undefined || seconds > longestWaitSeconds) throw error;
    const told = l10n.t('{0} takes no more requests for now. The question is sent again in {1} seconds.', origin, seconds);
    yield { kind: 'status', text: told };
    await wait(seconds * 1000, signal);
  } finally {
    await answer.return(unfinished);
  }
  return yield* ask();
}

/** What a question that is left has ended with; nobody looks at it. */
const unfinished: ChatEnd = { finish: 'cut', model: '' };

async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(milliseconds, undefined, { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}
