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

  describe('in brief or whole', () => {
    const brief = { text: 'f <- function() {' };
    const f = (id: string, rank: number): Fragment => fragment(id, rank, { text: `${id} <- function() {\n  body(${id})\n}`, brief: { text: `${id} <- function() {` } });
    const sent = (...args: Parameters<typeof choose>): string[] => choose(...args).map((each) => each.fragment.text.replace(/ <-[^]*\}$/, ' whole').replace(/ <-.*\{$/, ' brief'));

    it('is all in brief before the best is whole', () => {
      const offers = [offer([f('a', 0.9), f('b', 0.8), f('c', 0.3)])];
      assert.deepEqual(sent(offers, [], 3 * 17, lengthOf), ['a brief', 'b brief', 'c brief']);
      assert.deepEqual(sent(offers, [], 3 * 17 + 12, lengthOf), ['a whole', 'b brief', 'c brief']);
      assert.deepEqual(sent(offers, [], 500, lengthOf), ['a whole', 'b whole', 'c brief'], 'what hardly helps is told in brief');
      assert.deepEqual(sent([offer([f('a', 0.9), f('b', 0.8)], { share: 0.5 })], [], 80, lengthOf), ['a brief', 'b brief'], 'within its share');
    });

    it('takes room beyond its share that nobody has claimed, for names alone', () => {
      const three = offer([f('a', 0.9), f('b', 0.8), f('c', 0.3)], { share: 0.5 });
      assert.deepEqual(sent([three], [], 70, lengthOf), ['a brief', 'b brief', 'c brief']);
      const [other] = [fragment('o', 0.1, { text: 'o'.repeat(30) })];
      assert.deepEqual(sent([three, offer([other])], [], 70, lengthOf), ['a brief', 'b brief', other.text], 'what another source claims stays with it');
    });

    it('does not shorten what was sent whole, nor lengthen what had no room', () => {
      const whole = choose([offer([f('a', 0.9)])], [], 100, lengthOf);
      assert.deepEqual(sent([offer([f('a', 0.3)])], whole, 100, lengthOf), ['a whole']);
      const short = choose([offer([f('a', 0.9)])], [], 20, lengthOf);
      assert.deepEqual(sent([offer([f('a', 0.9)])], short, 100, lengthOf), ['a brief']);
    });

    it('sends whole what is used by now', () => {
      const unused = choose([offer([f('a', 0.3)])], [], 100, lengthOf);
      assert.deepEqual(unused.map((each) => each.fragment.text), ['a <- function() {']);
      assert.deepEqual(sent([offer([f('a', 0.9)])], unused, 100, lengthOf), ['a whole']);
    });

    it('keeps the place of a form in its document', () => {
      const [chosen] = choose([offer([fragment('a', 0.3, { start: 5, brief })])], [], 100, lengthOf);
      assert.equal(chosen?.fragment.start, undefined, 'a brief that was put together stands nowhere');
      const [cut] = choose([offer([fragment('a', 0.3, { start: 5, brief: { ...brief, start: 7 } })])], [], 100, lengthOf);
      assert.equal(cut?.fragment.start, 7);
    });
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
