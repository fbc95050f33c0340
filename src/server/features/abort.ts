import type { CancellationToken, Disposable } from 'vscode-languageserver/node';
import type { Cancellation } from '../completion/waiting.ts';

/** Why a request is left; one for all, since to make one takes a tenth of a millisecond. */
const cancelled = new DOMException('The editor does not wait for it any more.', 'AbortError');

/** An abort signal that follows an LSP cancellation. */
export function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort(cancelled);
  else token.onCancellationRequested(() => { controller.abort(cancelled); });
  return controller.signal;
}

/** An LSP cancellation for who mostly answers at once: it costs nothing before somebody listens to it. */
export function cancellationOf(token: CancellationToken): Cancellation {
  const listening = new Map<() => void, Disposable>();
  return {
    get aborted() {
      return token.isCancellationRequested;
    },
    addEventListener: (_, listener) => {
      listening.set(listener, token.onCancellationRequested(listener));
    },
    removeEventListener: (_, listener) => {
      listening.get(listener)?.dispose();
      listening.delete(listener);
    },
  };
}
