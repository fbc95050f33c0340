import type { Finish } from '../backends/backend.ts';
import type { Ending } from './postprocess/candidate.ts';
import type { Scope } from './shape.ts';
import type { View } from './view.ts';
import { ScopeWatch } from './watch.ts';

/** What was read of a model's answer. */
export interface Collected {
  readonly text: string;
  readonly ending: Ending;
}

/**
 * Reads an answer until it has gone as far as its scope; then, and whenever this ends in another way, the stream is
 * left, which stops the model.
 * @throws what the stream throws; the signal's reason as soon as it is aborted, even where the stream does not react
 */
export async function collect(
  stream: AsyncGenerator<string, Finish>,
  view: View,
  scope: Scope,
  signal: AbortSignal,
): Promise<Collected> {
  const watch = new ScopeWatch(view, scope);
  const aborted = new Promise<never>((_, reject) => {
    const stop = (): void => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  aborted.catch(() => undefined);
  try {
    for (;;) {
      const next = await Promise.race([stream.next(), aborted]);
      if (next.done === true) return { text: watch.text, ending: next.value };
      if (watch.push(next.value)) return { text: watch.text, ending: 'complete' };
    }
  } finally {
    leave(stream);
  }
}

/** Not awaited: a generator that waits for its server answers only when that does. */
function leave(stream: AsyncGenerator<string, Finish>): void {
  stream.return('stop').catch(() => undefined);
}
