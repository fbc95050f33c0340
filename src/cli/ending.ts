import { constants } from 'node:os';
import { eraseLine } from './terminal.ts';

/** What tells a program to end, and can be heard. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A shell takes a program for ended by a signal where its exit code is this and the signal's number. */
const bySignal = 128;

/** The number of SIGPIPE, which Node.js does not let end a program, on every system that has it (signal(7)). */
const brokenPipe = 13;

/**
 * Ends a program where it is told to, or where nobody reads its output any more (`| head`): without a word, with the
 * exit code that shells know for it, and with everything done that waits for its `exit`.
 */
export function endCleanly(process: NodeJS.Process): void {
  for (const signal of signals) {
    process.once(signal, () => {
      if (process.stderr.isTTY) process.stderr.write(eraseLine);
      process.exit(bySignal + constants.signals[signal]);
    });
  }
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(bySignal + brokenPipe);
      throw error;
    });
  }
}
