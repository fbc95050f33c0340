import { setImmediate as nextTurn } from 'node:timers/promises';

/** How long work goes on at a stretch before others have their turn, in milliseconds: half a frame of the screen. */
const stretch = 8;

/** @returns what long work calls between its steps: it lets others have their turn when the work has gone on for a while. */
export function takingTurns(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < stretch) return;
    await nextTurn();
    since = performance.now();
  };
}
