import type { Hit } from './detector.ts';

/** Hits in the order of the text, those that overlap made one. */
export function joined(hits: readonly Hit[]): Hit[] {
  const result: Hit[] = [];
  for (const hit of [...hits].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last !== undefined && hit.start < last.end) result[result.length - 1] = { start: last.start, end: Math.max(last.end, hit.end) };
    else result.push({ start: hit.start, end: hit.end });
  }
  return result;
}
