import { createHash } from 'node:crypto';
import { closers } from './brackets.ts';
import { defaults } from './defaults.ts';
import type { View } from './view.ts';

/**
 * Where a completion belongs: what was in its prompt, as hashes. It holds no more of the document than the few
 * characters before the cursor, so it neither keeps old versions of documents in memory nor spreads their text.
 */
export interface Anchor {
  readonly tail: string;
  readonly prefixLength: number;
  readonly prefixHash: string;
  /** Whether the prompt began with the document. */
  readonly fromStart: boolean;
  readonly restLength: number;
  readonly suffixLength: number;
  readonly suffixHash: string;
  /** Whether the prompt ended with the document. */
  readonly toEnd: boolean;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

/** A copy that does not share memory with the document it was cut from. */
function copyOf(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}

/**
 * @param prefix what of `view.before` is in the prompt: its end
 * @param suffix what of `view.after` is in the prompt: its start
 */
export function anchorOf(view: View, prefix: string, suffix: string): Anchor {
  return {
    tail: copyOf(prefix.slice(-defaults.cacheTail)),
    prefixLength: prefix.length,
    prefixHash: hashOf(prefix),
    fromStart: view.fromStart && prefix.length === view.before.length,
    restLength: view.rest.length,
    suffixLength: suffix.length,
    suffixHash: hashOf(suffix),
    toEnd: view.toEnd && suffix.length === view.after.length,
  };
}

/**
 * The invariant of all reuse: a completion answers each later state in which its prompt stands unchanged, followed by
 * a beginning of the completion, and the same suffix but for brackets and quotes that the editor closed by itself.
 * @returns how many characters of the completion have been typed, or undefined where the state is another
 */
export function typedSince(anchor: Anchor, completion: string, view: View): number | undefined {
  const { before } = view;
  const last = before.at(-1);
  let tries = 0;
  for (let typed = 0; typed <= completion.length && tries < defaults.cachePlaces; typed++) {
    if (typed > 0 && completion[typed - 1] !== last) continue;
    const at = before.length - typed;
    if (at < anchor.prefixLength) return undefined;
    if (anchor.fromStart && (!view.fromStart || at !== anchor.prefixLength)) continue;
    if (!before.endsWith(completion.slice(0, typed))) continue;
    if (!before.startsWith(anchor.tail, at - anchor.tail.length)) continue;
    tries++;
    if (hashOf(before.slice(at - anchor.prefixLength, at)) === anchor.prefixHash) {
      return hasSuffixOf(anchor, view) ? typed : undefined;
    }
  }
  return undefined;
}

function hasSuffixOf(anchor: Anchor, view: View): boolean {
  const added = view.rest.length - anchor.restLength;
  if (added < 0 || (added > 0 && !closers.test(view.rest.slice(0, added)))) return false;
  const length = added + anchor.suffixLength;
  if (view.after.length < length) return false;
  if (anchor.toEnd && !(view.toEnd && view.after.length === length)) return false;
  return hashOf(view.after.slice(added, length)) === anchor.suffixHash;
}
