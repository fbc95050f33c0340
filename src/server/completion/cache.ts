import { LRUCache } from 'lru-cache';
import { typedSince, type Anchor } from './anchor.ts';
import { defaults } from './defaults.ts';
import type { View } from './view.ts';

interface Entry {
  readonly uri: string;
  readonly anchor: Anchor;
  readonly completion: string;
}

/** What the cache knows of a state. */
export interface Known {
  /** What remains of the completion. Empty only where the model had nothing to say to this very prompt. */
  readonly remainder: string;
  /** Whether nothing was typed since. */
  readonly exact: boolean;
}

/** Completions by the state they answer; see `typedSince` for when that is. Bounded in entries and in bytes. */
export class CompletionCache {
  readonly #entries: LRUCache<string, Entry>;
  /** The keys of each document, the latest last. */
  readonly #keys = new Map<string, Set<string>>();

  constructor(maximumBytes: number = defaults.cacheBytes) {
    this.#entries = new LRUCache({
      max: defaults.cacheEntries,
      maxSize: maximumBytes,
      sizeCalculation: ({ uri, anchor, completion }) =>
        defaults.cacheEntryBytes + 2 * (uri.length + anchor.tail.length + completion.length),
      dispose: ({ uri }, key) => {
        this.#forgetKey(uri, key);
      },
    });
  }

  /** The sum of the sizes of all entries, estimated. */
  get bytes(): number {
    return this.#entries.calculatedSize;
  }

  /** @param completion with `\n` line ends; empty where the model had nothing to say */
  add(uri: string, anchor: Anchor, completion: string): void {
    const key = [uri, anchor.prefixHash, anchor.suffixHash, anchor.restLength].join('\n');
    this.#entries.set(key, { uri, anchor, completion });
    if (!this.#entries.has(key)) return;
    const keys = this.#keys.get(uri) ?? new Set();
    keys.delete(key);
    this.#keys.set(uri, keys.add(key));
  }

  /** The latest completion that answers a state and has something left to add to it. */
  find(uri: string, view: View): Known | undefined {
    for (const key of [...(this.#keys.get(uri) ?? [])].reverse()) {
      const entry = this.#entries.peek(key);
      if (entry === undefined) continue;
      const typed = typedSince(entry.anchor, entry.completion, view);
      if (typed === undefined || (typed > 0 && typed === entry.completion.length)) continue;
      this.#entries.get(key);
      return { remainder: entry.completion.slice(typed), exact: typed === 0 };
    }
    return undefined;
  }

  /** Forgets the completions of a document, or of all. */
  forget(uri?: string): void {
    if (uri === undefined) this.#entries.clear();
    else for (const key of [...(this.#keys.get(uri) ?? [])]) this.#entries.delete(key);
  }

  #forgetKey(uri: string, key: string): void {
    const keys = this.#keys.get(uri);
    keys?.delete(key);
    if (keys?.size === 0) this.#keys.delete(uri);
  }
}
