import { setFlagsFromString } from 'node:v8';

/**
 * How much of a function V8 runs before it takes it for worth optimising, in bytes of bytecode: sixteen times its own
 * default (`--interrupt-budget`, 66 kB in V8 11.3). The server runs a few milliseconds at each key and rests; there,
 * optimising on another thread takes more processor time than it saves in hours (measured: a fifth of all at 250 keys).
 * What runs long, as a detector over a long text, is optimised after some milliseconds all the same.
 */
const interruptBudget = 16 * 66 * 1024;

/**
 * WebAssembly stays as it is first compiled: the only program in it is undici's parser of HTTP, one huge function, which
 * V8 would optimise after a few dozen bytes of the first answer (measured: 0.1 s of processor time and 20 MB).
 */
const plainWebAssembly = ['--no-wasm-dynamic-tiering', '--no-wasm-tier-up'];

/** Has V8 optimise seldom; to be called before anything else runs or is compiled. */
export function optimiseSeldom(): void {
  for (const flag of [`--interrupt-budget=${interruptBudget}`, ...plainWebAssembly]) setFlagsFromString(flag);
}
