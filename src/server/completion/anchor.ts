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
  /** The brackets and quotes that the rest of the line began with. */
  readonly restClosers: string;
  readonly suffixLength: number;
  readonly suffixHash: string;
  /** Whether the prompt ended with the document. */
  readonly toEnd: boolean;
}

const closersAtStart = /^[)\]}"'`]+/;

/**
 * Texts that were hashed of late: at a key, several anchors are compared with the same neighbourhood of the cursor, and
 * what stands before an anchor stays while the person types on behind it.
 */
let hashed: readonly { readonly text: string; readonly hash: string }[] = [];
const mostHashed = 6;

function hashOf(text: string): string {
  const known = hashed.find((each) => each.text === text);
  if (known !== undefined) return known.hash;
  const hash = createHash('sha256').update(text).digest('base64');
  hashed = [{ text, hash }, ...hashed.slice(0, mostHashed - 1)];
  return hash;
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
    restClosers: copyOf(closersAtStart.exec(view.rest)?.[0] ?? ''),
    suffixLength: suffix.length,
    suffixHash: hashOf(suffix),
    toEnd: view.toEnd && suffix.length === view.after.length,
  };
}

/**
 * The invariant of all reuse: a completion answers each later state in which its prompt stands unchanged, followed by
 * a beginning of the completion, and the same suffix but for brackets and quotes that the editor closed by itself or
 * the person typed over.
 * @param growing whether the completion is still being written; then a person who types faster than it comes has
 * typed all of it and some more, which may or may not be what comes
 * @returns how many characters have been typed since, or undefined where the state is another
 */
export function typedSince(anchor: Anchor, completion: string, view: View, growing = false): number | undefined {
  const { before } = view;
  const last = before.at(-1);
  const furthest = growing ? Math.max(completion.length, defaults.lagCharacters) : completion.length;
  let tries = 0;
  for (let typed = 0; typed <= furthest && tries < defaults.cachePlaces; typed++) {
    const at = before.length - typed;
    if (at < anchor.prefixLength) return undefined;
    if (anchor.fromStart && (!view.fromStart || at !== anchor.prefixLength)) continue;
    if (typed > 0 && typed <= completion.length && completion[typed - 1] !== last) continue;
    if (!before.startsWith(completion.slice(0, typed), at)) continue;
    if (!before.startsWith(anchor.tail, at - anchor.tail.length)) continue;
    tries++;
    if (hashOf(before.slice(at - anchor.prefixLength, at)) === anchor.prefixHash) {
      return hasSuffixOf(anchor, view, before.slice(at)) ? typed : undefined;
    }
  }
  return undefined;
}

/** @param typed what was typed since */
function hasSuffixOf(anchor: Anchor, view: View, typed: string): boolean {
  const added = view.rest.length - anchor.restLength;
  if (added > 0 && !closers.test(view.rest.slice(0, added))) return false;
  const typedOver = anchor.restClosers.slice(0, Math.max(0, -added));
  if (typedOver.length < -added || !holdsInOrder(typed, typedOver)) return false;
  const from = Math.max(0, added);
  const length = anchor.suffixLength - typedOver.length;
  if (view.after.length < from + length) return false;
  if (anchor.toEnd && !(view.toEnd && view.after.length === from + length)) return false;
  return hashOf(typedOver + view.after.slice(from, from + length)) === anchor.suffixHash;
}

function holdsInOrder(text: string, characters: string): boolean {
  let at = 0;
  for (const character of characters) {
    at = text.indexOf(character, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
