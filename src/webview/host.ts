import type { FromPanel, ToPanel } from '../protocol/panel.ts';

interface VsCodeApi {
  postMessage(message: FromPanel): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

let api: VsCodeApi | undefined;

/** Sends a message to the extension. VS Code hands out its API once per page, so it is kept. */
export function post(message: FromPanel): void {
  api ??= acquireVsCodeApi();
  api.postMessage(message);
}

/**
 * Calls `receive` for each message of the extension.
 * @returns a function that stops it.
 */
export function listen(receive: (message: ToPanel) => void): () => void {
  const onMessage = ({ data }: MessageEvent<unknown>) => {
    if (typeof data === 'object' && data !== null && 'type' in data) receive(data as ToPanel);
  };
  window.addEventListener('message', onMessage);
  return () => {
    window.removeEventListener('message', onMessage);
  };
}
