import assert from 'node:assert/strict';
import { cursorAfterKey, TypedKeys } from '../../../src/server/features/typedKeys.ts';

const change = (from: number, to: number, text: string, line = 3) => ({
  range: { start: { line, character: from }, end: { line, character: to } },
  text,
});

describe('typed keys', () => {
  it('move the cursor behind a character, into a new line, or back', () => {
    assert.deepEqual(cursorAfterKey([change(4, 4, 'x')]), { line: 3, character: 5 });
    assert.deepEqual(cursorAfterKey([change(4, 4, '\n  ')]), { line: 4, character: 2 });
    assert.deepEqual(cursorAfterKey([change(4, 4, '\r\n')]), { line: 4, character: 0 });
    assert.deepEqual(cursorAfterKey([change(4, 5, '')]), { line: 3, character: 4 });
  });

  it('are not taken for where the editor moved the cursor, or more than a key was pressed', () => {
    assert.equal(cursorAfterKey([change(4, 4, '()')]), undefined);
    assert.equal(cursorAfterKey([change(4, 4, '\n  \n')]), undefined);
    assert.equal(cursorAfterKey([change(0, 4, 'x')]), undefined);
    assert.equal(cursorAfterKey([change(0, 4, '')]), undefined);
    assert.equal(cursorAfterKey([change(4, 4, 'x'), change(9, 9, 'x', 5)]), undefined);
    assert.equal(cursorAfterKey([{ text: 'a whole document' }]), undefined);
    assert.equal(cursorAfterKey([]), undefined);
  });

  it('tell of a cursor once, and not of one before another change', () => {
    const keys = new TypedKeys();
    keys.note('a', [change(4, 4, 'x')]);
    assert.deepEqual(keys.take('a'), { line: 3, character: 5 });
    assert.equal(keys.take('a'), undefined);
    keys.note('a', [change(4, 4, 'x')]);
    keys.note('a', [{ text: '' }]);
    assert.equal(keys.take('a'), undefined);
  });
});
