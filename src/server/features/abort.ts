import type { CancellationToken } from 'vscode-languageserver/node';

/** An abort signal that follows an LSP cancellation. */
export function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  else token.onCancellationRequested(() => { controller.abort(); });
  return controller.signal;
}
