import assert from 'node:assert/strict';
import type { ToPanel } from '../../../src/protocol/panel.ts';
import { oncePerFrame } from '../../../src/webview/frames.ts';

const piece = (id: string, text: string, kind: 'text' | 'thinking' = 'text'): ToPanel => ({
  type: 'progress',
  id,
  progress: { kind, text },
});

function page() {
  const delivered: ToPanel[] = [];
  const frames: (() => void)[] = [];
  const receive = oncePerFrame(
    (message) => delivered.push(message),
    (callback) => frames.push(callback),
  );
  return { delivered, frames, receive };
}

describe('oncePerFrame', () => {
  it('joins the pieces of a frame', () => {
    const { delivered, frames, receive } = page();
    for (const text of ['a', 'b', 'c']) receive(piece('1', text));
    assert.equal(frames.length, 1);
    assert.deepEqual(delivered, []);
    frames[0]?.();
    assert.deepEqual(delivered, [piece('1', 'abc')]);
  });

  it('asks for a further frame after one', () => {
    const { delivered, frames, receive } = page();
    receive(piece('1', 'a'));
    frames[0]?.();
    receive(piece('1', 'b'));
    frames[1]?.();
    assert.deepEqual(delivered, [piece('1', 'a'), piece('1', 'b')]);
  });

  it('keeps text, thinking and turns apart and in order', () => {
    const { delivered, frames, receive } = page();
    const pieces = [piece('1', 'a', 'thinking'), piece('1', 'b'), piece('2', 'c')];
    for (const each of pieces) receive(each);
    frames[0]?.();
    assert.deepEqual(delivered, pieces);
  });

  it('delivers what waits before any other message, frame or not', () => {
    const { delivered, frames, receive } = page();
    receive(piece('1', 'a'));
    receive({ type: 'cleared' });
    frames[0]?.();
    assert.deepEqual(delivered, [piece('1', 'a'), { type: 'cleared' }]);
  });
});
