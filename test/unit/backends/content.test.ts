import assert from 'node:assert/strict';
import { piecesOf } from '../../../src/server/backends/content.ts';

describe('the content of a message', () => {
  it('is text, or typed chunks in their order', () => {
    assert.deepEqual(piecesOf('a'), [{ kind: 'text', text: 'a' }]);
    assert.deepEqual(
      piecesOf([
        {
          type: 'thinking',
          thinking: [
            { type: 'text', text: 'b' },
            { type: 'reference', reference_ids: [1] },
          ],
        },
        { type: 'text', text: 'c' },
        { type: 'image_url', image_url: 'x' },
      ]),
      [
        { kind: 'thinking', text: 'b' },
        { kind: 'text', text: 'c' },
      ],
    );
  });

  it('may be missing', () => {
    for (const nothing of ['', null, undefined, [], [null], 3, {}]) assert.deepEqual(piecesOf(nothing), []);
  });
});
