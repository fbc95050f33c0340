import assert from 'node:assert/strict';
import type { Detector } from '../../../../src/server/policy/detectors/detector.ts';

/** A case: what it is, and its text with `⟦` and `⟧` around each expected hit. */
type Cases = Readonly<Record<string, string>>;

/**
 * Asserts that a detector hits exactly what stands between `⟦` and `⟧`, and nothing else. The detector sees the text
 * without these marks.
 */
export async function hits(marked: string, detector: Detector): Promise<void> {
  assert.equal(mark(unmark(marked), await detector.detect(unmark(marked))), marked);
}

/** One `it` per case, each of which marks at least one hit. */
export function itFinds(detector: Detector, cases: Cases): void {
  for (const [what, marked] of Object.entries(cases)) {
    it(`finds ${what}`, async () => {
      assert.match(marked, /⟦[^⟦⟧]+⟧/, 'the case marks nothing');
      await hits(marked, detector);
    });
  }
}

/** One `it` per case, none of which holds a hit. */
export function itLetsBe(detector: Detector, cases: Cases): void {
  for (const [what, text] of Object.entries(cases)) {
    it(`lets ${what} be`, async () => {
      assert.doesNotMatch(text, /[⟦⟧]/, 'the case marks something');
      await hits(text, detector);
    });
  }
}

function unmark(marked: string): string {
  return marked.replace(/[⟦⟧]/g, '');
}

function mark(text: string, found: readonly { start: number; end: number }[]): string {
  let marked = '';
  let at = 0;
  for (const { start, end } of found) {
    assert.ok(at <= start && start < end && end <= text.length, `hits ${JSON.stringify(found)} are in order, apart and not empty`);
    marked += `${text.slice(at, start)}⟦${text.slice(start, end)}⟧`;
    at = end;
  }
  return marked + text.slice(at);
}
