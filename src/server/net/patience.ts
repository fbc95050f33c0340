import type { BackendError } from '../backends/backend.ts';
import { fallenSilent, silentServer } from './failures.ts';
import type { Wait } from './limits.ts';

/** Whose answer is waited for, and for how long. */
export interface Patience {
  readonly origin: string;
  readonly wait: Wait;
  /** Aborting it ends the answer with the signal's reason. */
  readonly signal: AbortSignal;
}

/**
 * Reads an answer piece by piece and gives up on one that keeps the person waiting for its first piece, or for the
 * next. A server may stay within every limit of its connection and say nothing all the same.
 * @param begin makes the answer; the signal that it is given ends it.
 * @throws BackendError `timeout`, with a sentence for each; otherwise what the answer throws.
 */
export async function* patiently<T, R>(
  begin: (signal: AbortSignal) => AsyncGenerator<T, R>,
  { origin, wait, signal }: Patience,
): AsyncGenerator<T, R> {
  const enough = new AbortController();
  const giveUpAfter = (milliseconds: number, reason: () => BackendError) =>
    setTimeout(() => {
      enough.abort(reason());
    }, milliseconds);
  const answer = begin(AbortSignal.any([signal, enough.signal]));
  let next = giveUpAfter(wait.first, () => silentServer(origin, wait.first));
  try {
    for (;;) {
      const piece = await answer.next();
      clearTimeout(next);
      if (piece.done === true) return piece.value;
      yield piece.value;
      next = giveUpAfter(wait.between, () => fallenSilent(origin, wait.between));
    }
  } finally {
    clearTimeout(next);
    await answer.return(undefined as R);
  }
}
