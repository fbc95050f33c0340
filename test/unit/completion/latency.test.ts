import assert from 'node:assert/strict';
import { defaults } from '../../../src/server/completion/defaults.ts';
import { Latency } from '../../../src/server/completion/latency.ts';

describe('latency', () => {
  it('is what the last answers took, the latest most', () => {
    const latency = new Latency();
    assert.equal(latency.firstPiece, defaults.usualLatencyMs);
    latency.note(80);
    assert.equal(latency.firstPiece, 80);
    latency.note(180);
    assert.ok(latency.firstPiece > 80 && latency.firstPiece < 180);
    latency.forget();
    assert.equal(latency.firstPiece, defaults.usualLatencyMs);
  });

  it('begins with what is remembered from before, which the first answers put right', () => {
    let remembered: number | undefined = 900;
    const latency = new Latency(() => remembered);
    assert.equal(latency.firstPiece, 900);
    latency.note(100);
    assert.equal(latency.firstPiece, 900 + defaults.latencyWeight * (100 - 900));
    remembered = undefined;
    latency.forget();
    assert.equal(latency.firstPiece, defaults.usualLatencyMs);
  });
});
