import type { Hit } from './detector.ts';

/** Hits in the order of the text, with those that overlap made one. */
export function mergeHits(hits: readonly Hit[]): Hit[] {
  const merged: Hit[] = [];
  for (const hit of hits.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last === undefined || hit.start >= last.end) merged.push(hit);
    else if (hit.end > last.end) merged[merged.length - 1] = { start: last.start, end: hit.end };
  }
  return merged;
}
