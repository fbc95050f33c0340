import { LRUCache } from 'lru-cache';
import type { Detector } from './detectors/detector.ts';

/**
 * What was found in texts of late, by whatever tells them apart. Each set of detectors has a memory of its own: other
 * rules have other detectors, and what these found is forgotten with them.
 * @param most how long the texts of one memory are together, in UTF-16 code units; what rested longest goes first
 * @param textOf the text that something was found in
 */
export function foundOfLate<T extends object>(most: number, textOf: (found: T) => string): (detectors: readonly Detector[]) => LRUCache<string, T> {
  const memories = new WeakMap<readonly Detector[], LRUCache<string, T>>();
  return (detectors) => {
    const known = memories.get(detectors);
    if (known !== undefined) return known;
    const memory = new LRUCache<string, T>({ maxSize: most, sizeCalculation: (found) => textOf(found).length + 1 });
    memories.set(detectors, memory);
    return memory;
  };
}
