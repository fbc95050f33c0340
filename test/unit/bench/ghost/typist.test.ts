import assert from 'node:assert/strict';
import { habits, keysFor, type Key } from '../../../../bench/ghost/typist.ts';

const text = `${'rates <- counts |>\n  mutate(\n    rate = 100000 * cases / population,\n    late = delay > 30\n  )\n\n'.repeat(60)}print(rates)\n`;
const typed = (keys: readonly Key[]): string =>
  keys.reduce((before, { insert }) => (insert === undefined ? before.slice(0, -1) : before + insert), '');

describe('the typist', () => {
  const keys = keysFor(text, 0, text.length, 7);

  it('types the text, whatever slips there were', () => {
    assert.equal(typed(keys), text);
    assert.ok(keys.some(({ insert }) => insert === undefined));
  });

  it('types alike by the same seed, and otherwise by another', () => {
    assert.deepEqual(keysFor(text, 0, 200, 7), keysFor(text, 0, 200, 7));
    assert.notDeepEqual(keysFor(text, 0, 200, 7), keysFor(text, 0, 200, 8));
  });

  it('types a part only', () => {
    assert.equal(typed(keysFor(text, 10, 60, 1)), text.slice(10, 60));
  });

  it('knows its place in the text but while a slip stands', () => {
    let before = '';
    for (const { insert, from, to } of keys) {
      if (from !== undefined) assert.equal(before, text.slice(0, from));
      before = insert === undefined ? before.slice(0, -1) : before + insert;
      assert.equal(to !== undefined, text.startsWith(before));
      if (to !== undefined) assert.equal(before, text.slice(0, to));
    }
  });

  it('has Enter bring the next line’s indentation along, and none for a blank line', () => {
    const strokes = new Set(keys.flatMap(({ insert }) => (insert?.startsWith('\n') === true ? [insert] : [])));
    assert.deepEqual([...strokes].sort(), ['\n', '\n  ', '\n    ']);
  });

  it('has gaps around 130 ms, none outside what people do', () => {
    const gaps = keys.map(({ gap }) => gap).filter((gap) => gap < habits.thought.least).sort((one, other) => one - other);
    assert.ok(Math.abs((gaps[gaps.length / 2 | 0] ?? 0) - habits.gap.median) < 10);
    assert.ok((gaps[0] ?? 0) >= habits.gap.least);
    assert.ok(keys.every(({ gap }) => gap <= habits.thought.most));
  });

  it('thinks before most new lines', () => {
    const starts = keys.filter((key, index) => keys[index - 1]?.insert?.startsWith('\n') === true && key.insert?.startsWith('\n') === false);
    const thought = starts.filter(({ gap }) => gap >= habits.thought.least).length / starts.length;
    assert.ok(Math.abs(thought - habits.thoughtBeforeLine) < 0.06, `${thought}`);
  });

  it('slips in about 1.5 % of the letters, and notices within the line after at most three more', () => {
    const slips = keys.filter(({ from, to }) => from !== undefined && to === undefined);
    const letters = text.match(/\p{L}/gu)?.length ?? 0;
    assert.ok(Math.abs(slips.length / letters - habits.slips) < 0.008, `${slips.length / letters}`);
    const wrong = typedWrongly(keys);
    assert.ok(wrong.every((each) => each.length <= 1 + habits.noticedAfter.most && !each.includes('\n')), String(wrong));
    assert.ok(wrong.every((each) => each.length > habits.noticedAfter.least || /^\p{L}$/u.test(each)));
  });
});

/** Every passage that was typed with a slip and deleted again. */
function typedWrongly(keys: readonly Key[]): string[] {
  const passages: string[] = [];
  let passage = '';
  for (const { insert, to } of keys) {
    if (insert !== undefined && to === undefined) passage += insert;
    else if (passage !== '') {
      passages.push(passage);
      passage = '';
    }
  }
  return passages;
}
