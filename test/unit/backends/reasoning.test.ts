import assert from 'node:assert/strict';
import { ReasoningSplit } from '../../../src/server/backends/reasoning.ts';

/** Feeds the text in pieces and joins what is shown, by kind. */
function split(text: string, size: number): { thinking: string; text: string } {
  const parts = new ReasoningSplit();
  const shown = { thinking: '', text: '' };
  for (let at = 0; at < text.length; at += size) {
    for (const piece of parts.feed(text.slice(at, at + size))) shown[piece.kind] += piece.text;
  }
  for (const piece of parts.end()) shown[piece.kind] += piece.text;
  return shown;
}

const cases: [string, string, string, string][] = [
  ['thoughts before the answer', '<think>\nWhy? a < b.\n</think>\n\nBecause.', 'Why? a < b.\n', 'Because.'],
  ['Magistral’s tags', '[THINK]x[1][/THINK]y', 'x[1]', 'y'],
  ['blank before the tag', '\n\n<think>x</think>y', 'x', 'y'],
  ['no thoughts', 'plain', '', 'plain'],
  ['a tag that the answer is about', 'Use `<think>` and `</think>`.', '', 'Use `<think>` and `</think>`.'],
  ['a beginning that only looks like a tag', '<thin ice>', '', '<thin ice>'],
  ['thoughts that never end', '<think>and on', 'and on', ''],
  ['thoughts that end in half a tag', '<think>and </thi', 'and </thi', ''],
  ['an answer that is half a tag', '<thi', '', '<thi'],
  ['blank thoughts', '<think>\n\n</think>\n\ny', '', 'y'],
  ['a second block of thoughts', '<think>x</think>y<think>z</think>', 'x', 'y<think>z</think>'],
];

describe('thoughts in the text of an answer', () => {
  for (const [name, text, thinking, answer] of cases) {
    it(`parts ${name}, wherever the pieces end`, () => {
      for (let size = 1; size <= text.length; size++) {
        assert.deepEqual(split(text, size), { thinking, text: answer }, `in pieces of ${size}`);
      }
    });
  }

  it('shows text at once where no tag can follow', () => {
    const parts = new ReasoningSplit();
    assert.deepEqual(parts.feed('So'), [{ kind: 'text', text: 'So' }]);
    assert.deepEqual(parts.feed(' <'), [{ kind: 'text', text: ' <' }]);
  });
});
