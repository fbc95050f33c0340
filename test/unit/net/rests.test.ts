import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { BackendError } from '../../../src/server/backends/backend.ts';
import { waitIn } from '../../../src/server/net/retryAfter.ts';
import { Rests } from '../../../src/server/net/rests.ts';

const rests = (origin: string, all: Rests): number | undefined => {
  try {
    all.check(origin);
    return undefined;
  } catch (error) {
    assert.ok(error instanceof BackendError && error.fault === 'rateLimited');
    return error.retryAfter;
  }
};

describe('a server that takes no more requests', () => {
  it('is left alone as long as it says, at most ten minutes, and no other with it', () => {
    const all = new Rests(10_000);
    all.begin('https://a.example', '30');
    all.begin('https://b.example', '86400');
    all.begin('https://c.example', undefined);
    assert.equal(rests('https://a.example', all), 30);
    assert.equal(rests('https://b.example', all), 600);
    assert.equal(rests('https://c.example', all), 10);
    assert.equal(rests('https://d.example', all), undefined);
  });

  it('is asked again afterwards', async () => {
    const all = new Rests(20);
    all.begin('https://a.example', 'soon');
    assert.equal(rests('https://a.example', all), 1);
    await delay(40);
    assert.equal(rests('https://a.example', all), undefined);
  });

  it('says how long in seconds, or by a date', () => {
    assert.equal(waitIn('17'), 17);
    assert.equal(waitIn('0'), 0);
    const inAMinute = waitIn(new Date(Date.now() + 60_000).toUTCString());
    assert.ok(inAMinute !== undefined && inAMinute > 57 && inAMinute <= 60);
    for (const senseless of [undefined, '', 'soon', '-3', new Date(0).toUTCString()]) assert.equal(waitIn(senseless), undefined);
  });
});
