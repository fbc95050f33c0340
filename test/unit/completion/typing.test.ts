import assert from 'node:assert/strict';
import { defaultBudget } from '../../../src/server/completion/budget.ts';
import { defaults } from '../../../src/server/completion/defaults.ts';
import { Typing } from '../../../src/server/completion/typing.ts';
import { viewOf } from '../../../src/server/completion/view.ts';
import { snapshotOf } from '../../support/cursor.ts';

/** A person who types, a key every 100 ms. */
class Person {
  readonly typing = new Typing();
  #now = 0;

  /** @param expected what was known before this key */
  at(marked: string, known = '', expected = ''): Typing {
    const snapshot = snapshotOf(marked);
    this.#now += 100;
    this.typing.follow(snapshot, viewOf(snapshot, defaultBudget), expected, known, this.#now);
    return this.typing;
  }
}

describe('typing', () => {
  let person: Person;
  beforeEach(() => {
    person = new Person();
  });

  it('has a pace, in which thought does not count', () => {
    assert.equal(person.typing.gap, defaults.usualGapMs);
    for (const marked of ['a║', 'ab║', 'abc║', 'abcd║']) person.at(marked);
    assert.equal(person.typing.gap, 100);
  });

  it('knows whether text was taken away', () => {
    person.at('ab║');
    assert.equal(person.at('a║').deleting, true);
    assert.equal(person.at('ac║').deleting, false);
  });

  it('counts the keys since the person left what was known', () => {
    assert.equal(person.at('x║', 'yz').astray, undefined);
    assert.equal(person.at('xy║', 'z').astray, undefined);
    assert.equal(person.at('xyq║').astray, 1);
    assert.equal(person.at('xyqr║').astray, 2);
    assert.equal(person.at('xyq║').astray, 3);
    assert.equal(person.at('xy║', 'z').astray, undefined);
    assert.equal(person.at('xyz║').astray, undefined, 'all of it was typed');
  });

  it('counts the answers for a line that were contradicted, and the keys since the model was asked', () => {
    person.at('x║', 'yz');
    assert.equal(person.at('xq║', '', 'yz').misses, 1, 'what was shown');
    person.typing.asked();
    assert.equal(person.at('xqr║').keysSinceAsked, 1);
    person.typing.missed();
    assert.equal(person.at('xqrs║').misses, 2, 'and what came too late');
    assert.equal(person.typing.keysSinceAsked, 2);
    assert.equal(person.at('xqrst║', '', 't').misses, 2, 'all of it was typed');
    assert.equal(person.at('xqrst\n║').misses, 0, 'another line');
    assert.equal(person.typing.keysSinceAsked, 0);
  });

  it('learns how often lines are foreseen, at their ends, whatever slips there were', () => {
    const first = person.at('x║').foresight;
    person.at('x\n║', 'abc\nnext');
    person.at('x\nq║');
    person.at('x\nabc║');
    const right = person.at('x\nabc\n║', 'def').foresight;
    assert.ok(right > first);
    person.at('x\nabc\ndeg║');
    assert.ok(person.at('x\nabc\ndeg\n║').foresight < right);
  });

  it('does not judge lines that were not foreseen when they were begun', () => {
    const first = person.at('x║').foresight;
    person.at('x\n║');
    person.at('x\na║', 'bc');
    assert.equal(person.at('x\nabc\n║').foresight, first);
  });
});
