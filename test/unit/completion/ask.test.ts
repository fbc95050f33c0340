import assert from 'node:assert/strict';
import { Refused } from '../../../src/server/completion/ask.ts';

describe('a refusal', () => {
  it('is told from a failure by its type', () => {
    assert.ok(new Refused() instanceof Error);
    assert.equal(new Refused('no').name, 'Refused');
  });
});
