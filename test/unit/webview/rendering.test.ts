import assert from 'node:assert/strict';
import { emptyRendering, render, type Rendering } from '../../../src/webview/rendering.ts';

const answer = [
  '# Title',
  '',
  'A paragraph with **bold** text',
  'over two lines.',
  '',
  '1. one',
  '',
  '   ```r',
  '   x <- 1',
  '   ```',
  '',
  '2. two',
  '',
  'Heading below',
  '---',
  '',
  '| a | b |',
  '|---|--:|',
  '| 1 | 2 |',
  '',
  '```python',
  'def f():',
  '',
  '    return 1',
  '```',
  '',
  'See [the paper][1].',
  '',
  '> quoted',
  'and on',
  '',
  '[1]: https://example.org/',
  '',
].join('\n');

/** Streams a text in pieces of a size and returns every rendering on the way. */
function stream(text: string, size: number): Rendering[] {
  const all: Rendering[] = [];
  let current = emptyRendering;
  for (let end = size; end < text.length + size; end += size) {
    current = render(current, text.slice(0, end), false);
    all.push(current);
  }
  return all;
}

describe('rendering', () => {
  const whole = render(emptyRendering, answer, true);

  it('makes one block of each top-level block', () => {
    const starts = whole.blocks.map((block) => /^<(\w+)/.exec(block)?.[1]);
    assert.deepEqual(starts, ['h3', 'p', 'ol', 'h4', 'div', 'div', 'p', 'blockquote']);
  });

  for (const size of [1, 3, 7, 50]) {
    it(`never changes a settled block, in pieces of ${size}`, () => {
      const steps = stream(answer, size);
      for (const [index, step] of steps.entries()) {
        const next = steps[index + 1];
        if (next === undefined) break;
        assert.ok(next.settledCount >= step.settledCount);
        assert.deepEqual(next.blocks.slice(0, step.settledCount), step.blocks.slice(0, step.settledCount));
      }
    });

    it(`settles blocks as the whole text has them, in pieces of ${size}`, () => {
      const last = stream(answer, size).at(-1);
      assert.ok(last !== undefined && last.settledCount >= 7);
      // The paragraph with the reference link is the one that only the whole text can render.
      for (let index = 0; index < last.settledCount; index += 1) {
        if (index !== 6) assert.equal(last.blocks[index], whole.blocks[index]);
      }
      assert.doesNotMatch(last.blocks[6] ?? '', /data-url/);
    });

    it(`ends with the whole, references resolved, in pieces of ${size}`, () => {
      const finished = render(stream(answer, size).at(-1) ?? emptyRendering, answer, true);
      assert.deepEqual(finished.blocks, whole.blocks);
      assert.match(finished.blocks[6] ?? '', /data-url="https:\/\/example\.org\/"/);
    });
  }

  it('parses only what is not settled', () => {
    const steps = stream(answer.repeat(3), 7);
    const ends = steps.map(({ text, settledEnd }) => text.length - settledEnd);
    assert.ok(Math.max(...ends) < 120, `${Math.max(...ends)} characters were rendered again`);
  });

  it('arranges headings by the first, however long ago that was settled', () => {
    const text = '## A\n\nb\n\n### C\n\nd\n\n#### E\n\nf\n';
    for (const size of [1, 9]) {
      const last = stream(text, size).at(-1);
      assert.deepEqual(last?.blocks.filter((block) => block.startsWith('<h')), ['<h3>A</h3>\n', '<h4>C</h4>\n', '<h5>E</h5>\n']);
    }
  });

  it('returns the same rendering for the same text', () => {
    const once = render(emptyRendering, 'a', false);
    assert.equal(render(once, 'a', false), once);
  });

  it('starts afresh for another text', () => {
    const first = render(emptyRendering, 'a\n\nb\n\nc', false);
    assert.deepEqual(render(first, 'other', false).blocks, ['<p>other</p>\n']);
  });

  it('reads line ends of any kind', () => {
    assert.deepEqual(render(emptyRendering, 'a\r\n\r\nb', true).blocks, ['<p>a</p>\n', '<p>b</p>\n']);
  });
});
