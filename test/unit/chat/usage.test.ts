import assert from 'node:assert/strict';
import { usageOf } from '../../../src/server/chat/usage.ts';
import { chatOf, part } from '../../support/policy.ts';

describe('the usage of a question', () => {
  const draft = chatOf(part('x'.repeat(30)), part('y'.repeat(5)));

  it('is what the server counted', () => {
    assert.deepEqual(usageOf({ promptTokens: 9, completionTokens: 3 }, { draft, answered: 700 }), { promptTokens: 9, completionTokens: 3, estimated: false });
  });

  it('is estimated by lengths where the server counted nothing, or half of it', () => {
    assert.deepEqual(usageOf(undefined, { draft, answered: 70 }), { promptTokens: 10, completionTokens: 20, estimated: true });
    assert.deepEqual(usageOf({ promptTokens: 9 }, { draft, answered: 70 }), { promptTokens: 9, completionTokens: 20, estimated: true });
  });
});
