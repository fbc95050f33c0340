import { setFlagsFromString } from 'node:v8';

/**
 * How much of a function V8 runs before it takes it for worth optimising, in bytes of bytecode: sixteen times its own
 * default (`--interrupt-budget`, 66 kB in V8 11.3). The server runs a few milliseconds at each key and rests; there,
 * optimising on another thread takes more processor time than it saves in hours (measured: a fifth of all at 250 keys).
 * What runs long, as a detector over a long text, is optimised after some milliseconds all the same.
 */
const interruptBudget = 16 * 66 * 1024;

/** Has V8 optimise seldom; to be called before anything else runs or is compiled. */
export function optimiseSeldom(): void {
  setFlagsFromString(`--interrupt-budget=${interruptBudget}`);
}
