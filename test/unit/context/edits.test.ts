import assert from 'node:assert/strict';
import { RecentEdits } from '../../../src/server/context/edits.ts';

describe('recent edits', () => {
  const uri = 'file:///etude/R/a.R';
  const lines = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, index) => `x_${from + index}`);
  let edits: RecentEdits;
  const note = (...all: string[]): void => {
    edits.note({ uri, text: all.join('\n') });
  };
  const places = (): number[][] => edits.latest.map(({ start, end }) => [start, end]);
  beforeEach(() => {
    edits = new RecentEdits();
    note(...lines(0, 30));
  });

  it('are none when a document is first seen or comes again unchanged', () => {
    note(...lines(0, 30));
    assert.deepEqual(places(), []);
  });

  it('are the lines that changed, the latest first', () => {
    note(...lines(0, 3), 'new', ...lines(4, 30));
    note(...lines(0, 3), 'new', ...lines(4, 20), 'b', 'c', ...lines(20, 30));
    assert.deepEqual(places(), [[20, 22], [3, 4]]);
  });

  it('move with what is written above them', () => {
    note(...lines(0, 20), 'late', ...lines(21, 30));
    note('first', 'second', ...lines(0, 20), 'late', ...lines(21, 30));
    assert.deepEqual(places(), [[0, 2], [22, 23]]);
  });

  it('are one where they touch: typing a line is not ten edits', () => {
    note(...lines(0, 5), 'y', ...lines(5, 30));
    note(...lines(0, 5), 'y <- 1', ...lines(5, 30));
    note(...lines(0, 5), 'y <- 1', 'z', ...lines(5, 30));
    assert.deepEqual(places(), [[5, 7]]);
  });

  it('are not what was only deleted, nor what was pasted or loaded', () => {
    note(...lines(0, 5), ...lines(8, 30));
    assert.deepEqual(places(), []);
    note(...lines(0, 5), ...lines(100, 140), ...lines(8, 30));
    assert.deepEqual(places(), []);
  });

  it('are bounded and forgotten with their document', () => {
    for (let index = 0; index < 50; index++) {
      note(...lines(0, 30), ...Array.from({ length: 3 * index }, (_, each) => (each % 3 === 0 ? `e_${each}` : '')));
    }
    assert.ok(edits.latest.length <= 24);
    edits.forget(uri);
    assert.deepEqual(edits.latest, []);
    note('again');
    assert.deepEqual(edits.latest, []);
  });
});
