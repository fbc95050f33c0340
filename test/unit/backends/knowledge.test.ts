import assert from 'node:assert/strict';
import { rememberMilliseconds, ServerKnowledge, tokenCountIn } from '../../../src/server/backends/knowledge.ts';

describe('what is known of a server', () => {
  it('is believed for a while only', () => {
    let now = 0;
    const known = new ServerKnowledge(() => now);
    known.countsTokens.keep(false);
    known.route('m').keep('infill');
    now = rememberMilliseconds - 1;
    assert.equal(known.countsTokens.value, false);
    assert.deepEqual([known.route('m').value, known.route('other').value, known.routes], ['infill', undefined, ['infill']]);
    now += 1;
    assert.deepEqual([known.countsTokens.value, known.route('m').value, known.routes], [undefined, undefined, []]);
  });

  it('is forgotten when it proves wrong', () => {
    const known = new ServerKnowledge();
    known.route('m').keep('plain');
    known.route('m').forget();
    assert.equal(known.route('m').value, undefined);
  });
});

describe('a count of tokens', () => {
  it('is taken in whole numbers only', () => {
    assert.deepEqual(tokenCountIn({ prompt_tokens: 3, completion_tokens: 0, total_tokens: 3 }), { promptTokens: 3, completionTokens: 0 });
    assert.deepEqual(tokenCountIn({ prompt_tokens: 3, completion_tokens: -1 }), { promptTokens: 3 });
    for (const none of [null, undefined, 'x', {}, { prompt_tokens: '3' }, { prompt_tokens: 1.5 }]) assert.equal(tokenCountIn(none), undefined);
  });
});
