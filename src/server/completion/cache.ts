import { LRUCache } from 'lru-cache';
import { typedSince, type Anchor } from './anchor.ts';
import { defaults } from './defaults.ts';
import type { View } from './view.ts';

/** A completion by the state that it answers. */
export interface Completion {
  readonly uri: string;
  readonly anchor: Anchor;
  /** With `\n` line ends; empty where the model had nothing to say. */
  readonly text: string;
  /** Whether a model that is asked at its end may have more to say. */
  readonly mayGoOn: boolean;
  /** Of which other documents something was in the prompt. */
  readonly drawnFrom: readonly string[];
  /** Which other continuation than the likeliest it is, from 1; left out: the likeliest. */
  readonly variant?: number;
}

/** What is known of a state. */
export interface Known {
  /** What remains of the completion. Empty only where the model had nothing to say to this very prompt. */
  readonly remainder: string;
  /** How many characters of the completion have been typed. */
  readonly typed: number;
  readonly mayGoOn: boolean;
  /** As of the completion. */
  readonly drawnFrom: readonly string[];
}

/** Completions by the state they answer; see `typedSince` for when that is. Bounded in entries and in bytes. */
export class CompletionCache {
  readonly #entries: LRUCache<string, Completion>;
  /** The keys of each document, the latest last. */
  readonly #keys = new Map<string, Set<string>>();
  /** The documents that entries may have been drawn from: the one that is typed in is asked about at every key. */
  readonly #sources = new Set<string>();
  #version = 0;

  constructor(maximumBytes: number = defaults.cacheBytes) {
    this.#entries = new LRUCache({
      max: defaults.cacheEntries,
      maxSize: maximumBytes,
      sizeCalculation: ({ uri, anchor, text }) => defaults.cacheEntryBytes + 2 * (uri.length + anchor.tail.length + text.length),
      // Also of what is replaced, so that a key which is given anew comes last.
      dispose: ({ uri }, key) => {
        this.#version += 1;
        this.#forgetKey(uri, key);
      },
    });
  }

  /** The sum of the sizes of all entries, estimated. */
  get bytes(): number {
    return this.#entries.calculatedSize;
  }

  /** Of how many documents something is kept. */
  get documents(): number {
    return this.#keys.size;
  }

  /** Changes with all that `find` may answer. */
  get version(): number {
    return this.#version;
  }

  add(completion: Completion): void {
    const { uri, anchor, variant = 0 } = completion;
    const key = [uri, anchor.prefixHash, anchor.suffixHash, anchor.restLength, variant].join('\n');
    this.#version += 1;
    this.#entries.set(key, completion);
    if (!this.#entries.has(key)) return;
    for (const source of completion.drawnFrom) this.#sources.add(source);
    const keys = this.#keys.get(uri) ?? new Set();
    // A variant answers what nothing else does.
    this.#keys.set(uri, variant === 0 ? keys.add(key) : new Set([key, ...keys]));
  }

  /** The latest completion that answers a state and has something left to add to it. */
  find(uri: string, view: View): Known | undefined {
    for (const key of [...(this.#keys.get(uri) ?? [])].reverse()) {
      const entry = this.#entries.peek(key);
      if (entry === undefined) continue;
      const typed = typedSince(entry.anchor, entry.text, view);
      if (typed === undefined || (typed > 0 && typed === entry.text.length)) continue;
      this.#entries.get(key);
      return { remainder: entry.text.slice(typed), typed, mayGoOn: entry.mayGoOn, drawnFrom: entry.drawnFrom };
    }
    return undefined;
  }

  /** Forgets the completions of a document, or of all. */
  forget(uri?: string): void {
    if (uri === undefined) {
      this.#entries.clear();
      this.#sources.clear();
    } else for (const key of [...(this.#keys.get(uri) ?? [])]) this.#entries.delete(key);
  }

  /** Forgets the completions of other documents whose prompts held something of this one, since it has changed. */
  forgetDrawnFrom(uri: string): void {
    if (!this.#sources.has(uri)) return;
    for (const [key, { drawnFrom }] of [...this.#entries.entries()]) if (drawnFrom.includes(uri)) this.#entries.delete(key);
    this.#sources.delete(uri);
  }

  #forgetKey(uri: string, key: string): void {
    const keys = this.#keys.get(uri);
    keys?.delete(key);
    if (keys?.size === 0) this.#keys.delete(uri);
  }
}
