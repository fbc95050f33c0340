import type { CancellationToken } from 'vscode-languageserver/node';

/** Why a request is left; one for all, since to make one takes a tenth of a millisecond. */
const cancelled = new DOMException('The editor does not wait for it any more.', 'AbortError');

/** An abort signal that follows an LSP cancellation. */
export function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort(cancelled);
  else token.onCancellationRequested(() => { controller.abort(cancelled); });
  return controller.signal;
}
