import type { ToPanel } from '../protocol/panel.ts';

/**
 * Collects what streams in between two frames, so that the page renders once per frame however fast tokens come.
 * Order is kept: any other message first delivers what waits. A hidden page has no frames; what streams then waits
 * for the next other message or for the page to be seen again.
 * @param requestFrame calls back before the next frame, as `requestAnimationFrame` does.
 * @returns the function to give each message to.
 */
export function oncePerFrame(
  deliver: (message: ToPanel) => void,
  requestFrame: (callback: () => void) => void,
): (message: ToPanel) => void {
  let waiting: Extract<ToPanel, { type: 'progress' }>[] = [];
  const flush = () => {
    const messages = waiting;
    waiting = [];
    for (const message of messages) deliver(message);
  };
  return (message) => {
    if (message.type !== 'progress') {
      flush();
      deliver(message);
      return;
    }
    const { id, progress } = message;
    const last = waiting.at(-1);
    if (last?.id === id && last.progress.kind === progress.kind) {
      const text = last.progress.text + progress.text;
      waiting[waiting.length - 1] = { type: 'progress', id, progress: { kind: progress.kind, text } };
      return;
    }
    if (waiting.length === 0) requestFrame(flush);
    waiting.push(message);
  };
}
