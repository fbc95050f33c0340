import assert from 'node:assert/strict';
import { none, sumOf, type Counts } from '../../../../src/client/statistics/counts.ts';
import { Ledger } from '../../../../src/client/statistics/ledger.ts';

const uri = 'file:///study/a.R';
const text = 'mean(n, na.rm = TRUE)';

describe('what becomes of suggestions', () => {
  let counts: Counts;
  let ledger: Ledger;
  beforeEach(() => {
    counts = none;
    ledger = new Ledger((language, more) => {
      assert.equal(language, 'r');
      counts = sumOf(counts, more);
    });
  });
  const offered = (at: number, suggestion: string, where = uri): void => {
    ledger.offered({ uri: where, language: 'r', at, text: suggestion });
  };

  it('is counted once while it is typed along, and back', () => {
    offered(5, text);
    ledger.wrote(uri, 5, 'm');
    offered(6, text.slice(1));
    ledger.wrote(uri, 6, 'e');
    offered(7, 'an(n');
    offered(6, text.slice(1));
    offered(4, ` ${text}`);
    offered(5, text);
    assert.deepEqual(counts, { ...none, offered: 1 });
  });

  it('is another where the text, the place or the document is another', () => {
    offered(5, text);
    offered(5, 'max(n)');
    offered(30, 'max(n)');
    offered(30, 'max(n)', 'file:///study/b.R');
    assert.equal(counts.offered, 4);
  });

  it('is taken whole', () => {
    offered(5, text);
    ledger.wrote(uri, 5, text);
    ledger.taken(uri);
    assert.deepEqual(counts, { offered: 1, whole: 1, partly: 0, characters: text.length });
    ledger.taken(uri);
    assert.equal(counts.whole, 1);
  });

  it('is taken in part, by words', () => {
    offered(5, text);
    ledger.wrote(uri, 5, 'mean');
    offered(9, text.slice(4));
    ledger.wrote(uri, 9, '(n');
    assert.deepEqual(counts, { offered: 1, whole: 0, partly: 1, characters: 6 });
  });

  it('is taken whole where its last part is', () => {
    offered(5, text);
    ledger.wrote(uri, 5, 'mean');
    ledger.wrote(uri, 9, text.slice(4));
    ledger.taken(uri);
    assert.deepEqual(counts, { offered: 1, whole: 1, partly: 0, characters: text.length });
  });

  it('is taken whole where the editor writes less of it than it was, since the rest is there', () => {
    offered(5, text);
    ledger.wrote(uri, 5, text.slice(0, -1));
    ledger.taken(uri);
    assert.deepEqual(counts, { offered: 1, whole: 1, partly: 0, characters: text.length - 1 });
  });

  it('is taken whole where the editor writes what was taken before again', () => {
    offered(5, text);
    ledger.wrote(uri, 5, 'mean');
    ledger.wrote(uri, 5, text, 4);
    ledger.taken(uri);
    assert.deepEqual(counts, { offered: 1, whole: 1, partly: 0, characters: text.length });
  });

  it('is not taken by what completes a word that was begun', () => {
    offered(5, text);
    ledger.wrote(uri, 5, 'm');
    ledger.wrote(uri, 5, 'mean', 1);
    assert.deepEqual(counts, { ...none, offered: 1 });
  });

  it('is taken as another of several', () => {
    offered(5, text);
    ledger.wrote(uri, 5, 'max(n)');
    ledger.taken(uri);
    assert.deepEqual(counts, { offered: 1, whole: 1, partly: 0, characters: 6 });
  });

  it('is not taken by keys, brackets that close, indentation, or what is written elsewhere', () => {
    offered(5, '()\n  x <- 1');
    ledger.wrote(uri, 5, '(');
    ledger.wrote(uri, 5, '()');
    ledger.wrote(uri, 7, '\n  ');
    ledger.wrote(uri, 90, 'x <-');
    ledger.wrote('file:///study/b.R', 10, 'x <-');
    assert.deepEqual(counts, { ...none, offered: 1 });
  });
});
