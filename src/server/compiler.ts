import { setFlagsFromString } from 'node:v8';

/**
 * Sixteen times as much of a function runs before V8 takes it for worth optimising as by its own default: 66 kB of
 * bytecode in V8 11 (Node.js 20), 3,000 calls in those from 12 on (Node.js 22 and 24). The server runs a few
 * milliseconds at each key and rests; there, optimising on another thread takes more processor time than it saves in
 * hours (measured: a fifth of all at 250 keys with V8 11, an eighth at 500 with V8 12). What runs long, as a detector over
 * a long text, is optimised after some milliseconds all the same.
 * @param version V8's. What it does not know it would complain of on the error stream, so others are told nothing.
 */
function seldom(version: string): readonly string[] {
  const major = Number.parseInt(version, 10);
  if (major === 11) return [`--interrupt-budget=${16 * 66 * 1024}`];
  return major >= 12 && major <= 14 ? [`--invocation-count-for-turbofan=${16 * 3000}`] : [];
}

/**
 * WebAssembly stays as it is first compiled: the only program in it is undici's parser of HTTP, one huge function, which
 * V8 would optimise after a few dozen bytes of the first answer (measured: 0.1 s of processor time and 20 MB).
 */
const plainWebAssembly = ['--no-wasm-dynamic-tiering', '--no-wasm-tier-up'];

/** Has V8 optimise seldom; to be called before anything else runs or is compiled. */
export function optimiseSeldom(): void {
  for (const flag of [...seldom(process.versions.v8), ...plainWebAssembly]) setFlagsFromString(flag);
}
