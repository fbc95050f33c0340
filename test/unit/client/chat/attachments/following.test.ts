import assert from 'node:assert/strict';
import { Following, type Spot } from '../../../../../src/client/chat/attachments/following.ts';

const lines = (first: number, last = first, character = 4): Spot['range'] => ({ start: { line: first, character: 0 }, end: { line: last, character } });
const cursor = (line: number): Spot['range'] => ({ start: { line, character: 2 }, end: { line, character: 2 } });
const at = (name: string, range: Spot['range']): Spot => ({ uri: `file:///p/${name}`, range });

describe('what follows the person into a question', () => {
  let following: Following;
  beforeEach(() => {
    following = new Following();
  });

  it('is what is selected, or else the whole document', () => {
    assert.deepEqual(following.now(at('a.R', lines(3, 5))), at('a.R', lines(3, 5)));
    assert.deepEqual(following.now(at('a.R', cursor(3))), { uri: 'file:///p/a.R' });
    assert.equal(following.now(undefined), undefined);
  });

  it('is gone with what the person takes off, until they are in another document', () => {
    following.detach('file:///p/a.R');
    assert.equal(following.now(at('a.R', lines(3))), undefined);
    following.entered('file:///p/a.R');
    assert.equal(following.now(at('a.R', lines(3))), undefined);
    following.entered('file:///p/b.R');
    following.entered('file:///p/a.R');
    assert.deepEqual(following.now(at('a.R', lines(3))), at('a.R', lines(3)));
  });

  describe('where Vigie leads', () => {
    it('stays what it was, on the way and there, in another document and in the same', () => {
      for (const there of [at('b.R', lines(9)), at('a.R', lines(9))]) {
        following = new Following();
        const before = at('a.R', lines(3, 5));
        const arrived = following.lead(before);
        following.entered(there.uri);
        assert.deepEqual(following.now(at('b.R', cursor(0))), before, 'on the way');
        arrived(there);
        following.entered(there.uri);
        assert.deepEqual(following.now(there), before, 'there');
      }
    });

    it('stays what it was where it leads from one place to the next', () => {
      const before = at('a.R', lines(3, 5));
      following.lead(before)(at('b.R', lines(9)));
      following.lead(at('b.R', lines(9)))(at('b.R', lines(20)));
      assert.deepEqual(following.now(at('b.R', lines(20))), before);
    });

    it('stays nothing where nothing went along', () => {
      following.detach('file:///p/a.R');
      following.lead(at('a.R', lines(3)))(at('b.R', lines(9)));
      following.entered('file:///p/b.R');
      assert.equal(following.now(at('b.R', lines(9))), undefined);
    });

    for (const [when, told] of [['before', [true, false]], ['after', [false, true]], ['before and after', [true, true]]] as const) {
      it(`brings nothing back that the person took off, where the editor tells of the other document ${when} they are there`, () => {
        const [before, there] = [at('a.R', lines(3)), at('b.R', lines(9))];
        following.detach(before.uri);
        const arrived = following.lead(before);
        if (told[0]) following.entered(there.uri);
        arrived(there);
        if (told[1]) following.entered(there.uri);
        assert.equal(following.now(there), undefined);
        following.entered(before.uri);
        assert.equal(following.now(before), undefined, 'back where they took it off');
        following.entered(there.uri);
        following.entered(before.uri);
        assert.deepEqual(following.now(before), before, 'once they went elsewhere of their own accord');
      });
    }

    it('brings back what the person took off once they have selected something there', () => {
      const [before, there] = [at('a.R', lines(3)), at('b.R', lines(9))];
      following.detach(before.uri);
      following.lead(before)(there);
      following.entered(there.uri);
      assert.deepEqual(following.now(at('b.R', lines(10))), at('b.R', lines(10)));
      following.entered(before.uri);
      assert.deepEqual(following.now(before), before);
    });

    it('is nothing where the person takes off what went along, and still not the place it led to', () => {
      const [before, there] = [at('a.R', lines(3)), at('b.R', lines(9))];
      following.lead(before)(there);
      following.entered(there.uri);
      following.detach(before.uri);
      assert.equal(following.now(there), undefined);
      following.entered(before.uri);
      assert.equal(following.now(before), undefined);
    });

    it('follows the person again once they select or go elsewhere, for good', () => {
      const there = at('b.R', lines(9));
      following.lead(at('a.R', lines(3, 5)))(there);
      assert.deepEqual(following.now(at('b.R', lines(10))), at('b.R', lines(10)));
      assert.deepEqual(following.now(there), there, 'selected by themselves');
      following.lead(at('a.R', lines(3, 5)))(there);
      following.entered('file:///p/c.R');
      assert.deepEqual(following.now(there), there);
    });

    it('follows the person where they could not be led', () => {
      const before = at('a.R', lines(3, 5));
      following.lead(before)(undefined);
      assert.deepEqual(following.now(at('a.R', cursor(1))), { uri: before.uri });
      following.detach(before.uri);
      const arrived = following.lead(before);
      following.entered('file:///p/b.R');
      arrived(undefined);
      assert.deepEqual(following.now(at('b.R', cursor(1))), { uri: 'file:///p/b.R' });
      following.entered(before.uri);
      assert.deepEqual(following.now(before), before, 'they went elsewhere meanwhile');
    });

    it('holds no lines that may have moved', () => {
      following.lead(at('a.R', lines(3, 5)))(at('b.R', lines(9)));
      following.changed('file:///p/b.R');
      assert.notEqual(following.now(at('b.R', lines(9))), undefined);
      following.changed('file:///p/a.R');
      assert.equal(following.now(at('b.R', lines(9))), undefined);
    });
  });

  describe('where a conversation begins', () => {
    it('is what the editor shows, though it was taken off the one before', () => {
      following.detach('file:///p/a.R');
      following.begin();
      assert.deepEqual(following.now(at('a.R', cursor(3))), { uri: 'file:///p/a.R' });
    });

    it('is still not where Vigie has led', () => {
      const before = at('a.R', lines(3, 5));
      following.lead(before)(at('b.R', lines(9)));
      following.begin();
      assert.deepEqual(following.now(at('b.R', lines(9))), before);
    });

    it('is what went along before Vigie led, though it was taken off the conversation before', () => {
      const before = at('a.R', lines(3, 5));
      following.detach(before.uri);
      following.lead(before)(at('b.R', lines(9)));
      following.entered('file:///p/b.R');
      following.begin();
      assert.deepEqual(following.now(at('b.R', lines(9))), before);
    });
  });
});
