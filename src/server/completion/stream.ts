import type { Finish } from '../backends/backend.ts';
import type { Clock } from './debounce.ts';
import { completionReach, defaults } from './defaults.ts';
import type { Ending } from './postprocess/candidate.ts';
import { received } from './postprocess/index.ts';
import type { Scope } from './shape.ts';
import type { View } from './view.ts';
import { ScopeWatch } from './watch.ts';

/** What was read of a model's answer. */
export interface Collected {
  readonly text: string;
  readonly ending: Ending;
}

/**
 * Reads an answer until it has gone as far as its scope, or, once the patience for that is at its end, until there are
 * complete lines to show. Then, and whenever this ends in another way, the stream is left.
 * Leaving stops a model that is writing; for one that is silent, the caller has to abort the request's signal too.
 * @param clock what patience is measured with, from this call on
 * @throws what the stream throws; the signal's reason as soon as it is aborted, even where the stream does not react
 */
export async function collect(
  stream: AsyncGenerator<string, Finish>,
  view: View,
  scope: Scope,
  signal: AbortSignal,
  clock: Clock,
): Promise<Collected> {
  const watch = new ScopeWatch(view, scope);
  let impatient = false;
  const callOff: (() => void)[] = [];
  const stopped = new Promise<Collected>((resolve, reject) => {
    const stop = (): void => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    const losePatience = (): void => {
      impatient = true;
      const text = usefulLines(watch, view);
      if (text !== undefined) resolve({ text, ending: 'complete' });
    };
    const giveUp = (): void => {
      resolve({ text: watch.text, ending: 'cut' });
    };
    callOff.push(clock.after(defaults.patienceMs, losePatience), clock.after(defaults.giveUpMs, giveUp), () => {
      signal.removeEventListener('abort', stop);
    });
  });
  try {
    return await Promise.race([stopped, read(stream, watch, () => (impatient ? usefulLines(watch, view) : undefined))]);
  } finally {
    for (const one of callOff) one();
    leave(stream);
  }
}

/** @param enough the text to end with although the scope is not complete, or undefined to go on */
async function read(
  stream: AsyncGenerator<string, Finish>,
  watch: ScopeWatch,
  enough: () => string | undefined,
): Promise<Collected> {
  let room = completionReach;
  for (;;) {
    const next = await stream.next();
    if (next.done === true) return { text: watch.text, ending: next.value };
    if (watch.push(next.value.slice(0, room))) return { text: watch.text, ending: 'complete' };
    room -= next.value.length;
    if (room <= 0) return { text: watch.text, ending: 'length' };
    const text = enough();
    if (text !== undefined) return { text, ending: 'complete' };
  }
}

/** The complete lines so far, where something of them would be shown. */
function usefulLines(watch: ScopeWatch, view: View): string | undefined {
  const text = watch.wholeLines;
  return text !== undefined && received(text, 'complete', view) !== '' ? text : undefined;
}

/** Not awaited: a generator that waits for its server answers only when that does. */
function leave(stream: AsyncGenerator<string, Finish>): void {
  stream.return('stop').catch(() => undefined);
}
