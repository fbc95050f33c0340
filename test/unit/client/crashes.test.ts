import assert from 'node:assert/strict';
import { Crashes } from '../../../src/client/crashes.ts';

const minute = 60_000;

describe('crashes of the server', () => {
  it('are said once in a series, answered by five restarts, then given up', () => {
    const crashes = new Crashes();
    const answers = [0, 1, 2, 3, 4, 5].map((second) => crashes.note(second * 1000));
    assert.deepEqual(answers, ['restartAndSay', 'restart', 'restart', 'restart', 'restart', 'giveUp']);
  });

  it('that are three minutes apart are no series', () => {
    const crashes = new Crashes();
    for (let at = 0; at < 20; at += 1) assert.equal(crashes.note(at * 3 * minute), 'restartAndSay');
  });

  it('count over a sliding time, not from the first one', () => {
    const crashes = new Crashes();
    for (const at of [0, 1, 2, 2.5, 2.6]) crashes.note(at * minute);
    assert.equal(crashes.note(3.5 * minute), 'restart');
    assert.equal(crashes.note(3.6 * minute), 'giveUp');
  });

  it('are forgotten when the person restarts', () => {
    const crashes = new Crashes();
    for (let at = 0; at < 6; at += 1) crashes.note(at);
    crashes.forget();
    assert.equal(crashes.note(7), 'restartAndSay');
  });
});
