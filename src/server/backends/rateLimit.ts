import { setTimeout as delay } from 'node:timers/promises';
import * as l10n from '@vscode/l10n';
import type { ChatProgress } from '../../protocol/chat.ts';

/** The longest wait that a question waits by itself, in seconds. A person who is told of a longer one has other plans. */
export const longestWaitSeconds = 20;

/**
 * Waits for a server that takes no more requests for a short while. The person is told, and may stop waiting.
 * @throws the signal's reason after an abort.
 */
export async function* shortWait(origin: string, seconds: number, signal: AbortSignal): AsyncGenerator<ChatProgress, void> {
  const told =
    seconds <= 1
      ? l10n.t('{0} takes no more requests for now. The question is sent again in a second.', origin)
      : l10n.t('{0} takes no more requests for now. The question is sent again in {1} seconds.', origin, seconds);
  yield { kind: 'status', text: told };
  try {
    await delay(seconds * 1000, undefined, { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}
