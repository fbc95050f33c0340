import { LRUCache } from 'lru-cache';
import { contextDefaults } from './defaults.ts';
import type { ProgramText } from './project.ts';

interface Known<T> {
  readonly text: string;
  readonly value: T;
}

/** What was worked out of documents, kept until their texts change; bounded by the length of the texts. */
export class PerDocument<T> {
  readonly #known = new LRUCache<string, Known<T>>({
    maxSize: contextDefaults.rememberedText,
    sizeCalculation: ({ text }) => text.length + 1,
  });
  readonly #make: (document: ProgramText) => T;

  constructor(make: (document: ProgramText) => T) {
    this.#make = make;
  }

  of(document: ProgramText): T {
    const known = this.#known.get(document.uri);
    if (known?.text === document.text) return known.value;
    const value = this.#make(document);
    this.#known.set(document.uri, { text: document.text, value });
    return value;
  }
}
