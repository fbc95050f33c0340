import assert from 'node:assert/strict';
import { choose, type Chosen, type Offer } from '../../../src/server/context/choose.ts';
import type { Fragment } from '../../../src/server/context/source.ts';

const document = { uri: 'file:///etude/R/f.R', languageId: 'r', text: 'x'.repeat(1000) };
const fragment = (id: string, rank: number, more: Partial<Fragment> = {}): Fragment => ({ id, text: `${id} `.repeat(10), document, rank, ...more });
const offer = (fragments: Fragment[], more: Partial<Offer['source']> = {}): Offer => ({ source: { volatile: false, share: 1, ...more }, fragments });
const ids = (chosen: readonly Chosen[]): string[] => chosen.map((each) => each.fragment.id);
const lengthOf = ({ text }: Fragment): number => text.length;

describe('what is chosen to go along', () => {
  it('is what helps most and fits', () => {
    assert.deepEqual(ids(choose([offer([fragment('a', 0.1), fragment('b', 0.9), fragment('c', 0.5)])], [], 40, lengthOf)), ['b', 'c']);
    assert.deepEqual(choose([offer([fragment('a', 1)])], [], 19, lengthOf), []);
  });

  it('takes of each source its share at most', () => {
    const offers = [offer([fragment('a', 0.9), fragment('b', 0.8)], { share: 0.5 }), offer([fragment('c', 0.1)], { share: 0.5 })];
    assert.deepEqual(ids(choose(offers, [], 40, lengthOf)), ['a', 'c']);
  });

  it('sends what comes and goes behind what stays', () => {
    const offers = [offer([fragment('edit', 1)], { volatile: true }), offer([fragment('definition', 0.1)])];
    assert.deepEqual(ids(choose(offers, [], 500, lengthOf)), ['definition', 'edit']);
  });

  it('keeps its order and puts what is new behind it', () => {
    const first = choose([offer([fragment('b', 0.5), fragment('c', 0.6)])], [], 100, lengthOf);
    assert.deepEqual(ids(first), ['b', 'c']);
    assert.deepEqual(ids(choose([offer([fragment('a', 0.9), fragment('c', 0.6), fragment('b', 0.5)])], first, 100, lengthOf)), ['b', 'c', 'a']);
  });

  it('gives up a place only for what is clearly better', () => {
    const first = choose([offer([fragment('a', 0.5)])], [], 20, lengthOf);
    assert.deepEqual(ids(choose([offer([fragment('a', 0.5), fragment('b', 0.6)])], first, 20, lengthOf)), ['a']);
    assert.deepEqual(ids(choose([offer([fragment('a', 0.5), fragment('b', 0.8)])], first, 20, lengthOf)), ['b']);
  });

  it('does not shorten what was sent whole while its document stands', () => {
    const whole = fragment('a', 0.9, { text: 'f <- function() {\n  1\n}' });
    const line = fragment('a', 0.3, { text: 'f <- function() {' });
    const first = choose([offer([whole])], [], 100, lengthOf);
    assert.equal(choose([offer([line])], first, 100, lengthOf)[0]?.fragment.text, whole.text);
    const changed = { ...line, document: { ...document, text: 'other' } };
    assert.equal(choose([offer([changed])], first, 100, lengthOf)[0]?.fragment.text, line.text);
  });

  it('sends no lines twice', () => {
    const text = 'rate <- function(n) n\n';
    const offers = [
      offer([fragment('a', 0.9, { text: `${text}more`, start: 0 }), fragment('b', 0.8, { text })]),
      offer([fragment('c', 0.7, { text: 'lines of the same place', start: 5 })]),
    ];
    assert.deepEqual(ids(choose(offers, [], 500, lengthOf)), ['a']);
  });
});
