import assert from 'node:assert/strict';
import { inPace } from '../../../src/webview/pace.ts';

/** Frames by hand: each lasts 16 ms, and work that takes longer makes the next one late. */
class Screen {
  time = 0;
  #asked: (() => void)[] = [];
  #after: (() => void)[] = [];

  readonly requestFrame = (callback: () => void): void => void this.#asked.push(callback);
  readonly afterFrame = (callback: () => void): void => void this.#after.push(callback);

  draw(): void {
    this.time = Math.ceil((this.time + 1) / 16) * 16;
    for (const callback of this.#asked.splice(0)) callback();
    for (const callback of this.#after.splice(0)) callback();
  }
}

/** Has work of a length done again and again for so many frames. */
function work(milliseconds: number, frames: number): { times: number; share: number } {
  const screen = new Screen();
  const request = inPace(screen.requestFrame, screen.afterFrame, () => screen.time);
  let times = 0;
  const again = (): void => {
    times += 1;
    screen.time += milliseconds;
    request(again);
  };
  request(again);
  for (let frame = 0; frame < frames; frame += 1) screen.draw();
  return { times, share: (times * milliseconds) / screen.time };
}

describe('the pace of frames', () => {
  it('is that of the screen for short work', () => {
    assert.equal(work(3, 100).times, 100);
  });

  for (const milliseconds of [20, 100, 1000]) {
    it(`leaves half of the time where work takes ${milliseconds} ms`, () => {
      const { times, share } = work(milliseconds, 1000);
      assert.ok(times > 2, 'it goes on');
      assert.ok(share <= 0.51, `${share}`);
      assert.ok(share > 0.25, `${share}`);
    });
  }
});
