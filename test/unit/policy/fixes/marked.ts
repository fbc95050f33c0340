import assert from 'node:assert/strict';
import { fixable, type Fixable, type TextChange } from '../../../../src/server/policy/fixes/fix.ts';

/** A text whose one hit stands between `⟦` and `⟧`, as a fix sees it. */
export function markedHit(marked: string, languageId: string): Fixable {
  const start = marked.indexOf('⟦');
  const end = marked.indexOf('⟧') - 1;
  assert.ok(start >= 0 && end > start, 'the case marks a hit');
  return fixable(marked.replace(/[⟦⟧]/g, ''), { start, end }, languageId);
}

/** The text after all changes, whose places are those of the text before. */
export function changed(text: string, changes: readonly TextChange[]): string {
  return changes
    .toSorted((a, b) => b.start - a.start)
    .reduce((result, change) => result.slice(0, change.start) + change.text + result.slice(change.end), text);
}
