import assert from 'node:assert/strict';
import { jaccard } from '../../../src/server/context/similarity.ts';
import { windowsOf } from '../../../src/server/context/windows.ts';
import { wordsOf } from '../../../src/server/context/words.ts';

describe('likeness', () => {
  it('is the share of words that are in both, whichever comes first', () => {
    const [a, b] = [new Set(['region', 'week', 'visits']), new Set(['region', 'week', 'deaths', 'age'])];
    assert.equal(jaccard(a, b), 2 / 5);
    assert.equal(jaccard(b, a), 2 / 5);
    assert.equal(jaccard(a, a), 1);
    assert.equal(jaccard(new Set(), new Set()), 0);
  });

  it('goes by names, not by words of the language or by short ones', () => {
    assert.deepEqual([...wordsOf('visites <- function(x) if (is.null(année)) return(NULL) else x$n_cas')], ['visites', 'année', 'n_cas']);
  });
});

describe('windows of a document', () => {
  const text = Array.from({ length: 30 }, (_, index) => `line_${index}\n`).join('');

  it('show what comes after the lines that they are compared by', () => {
    const [first, second] = windowsOf({ text });
    assert.deepEqual([...(first?.words ?? [])], Array.from({ length: 12 }, (_, index) => `line_${index}`));
    assert.match(text.slice(first?.start, first?.end), /^line_6\n[^]*line_17\n$/);
    assert.ok(second?.words.has('line_6'));
  });

  it('hold all of it', () => {
    const words = new Set(windowsOf({ text }).flatMap((window) => [...window.words]));
    assert.equal(words.size, 30);
    assert.deepEqual(windowsOf({ text: 'short\n' }).map(({ start, end }) => [start, end]), [[0, 6]]);
    assert.equal(windowsOf({ text: '' }).length, 1);
  });
});
