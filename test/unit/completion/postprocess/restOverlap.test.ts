import assert from 'node:assert/strict';
import { restOverlap } from '../../../../src/server/completion/postprocess/restOverlap.ts';
import { filtered } from './golden.ts';

describe('overlap with the rest of the line', () => {
  const kept = (marked: string, text: string): string | undefined => filtered(restOverlap, marked, text)?.text;

  it('is cut where the rest begins within the completion', () => {
    assert.equal(kept('mean(║, na.rm = TRUE)', 'cases$age, na.rm = TRUE) |>\n  round()'), 'cases$age');
    assert.equal(kept('x <- ║read_csv(p)', 'f(read_csv(p), 1)'), 'f(');
  });

  it('is cut where the completion ends with the beginning of the rest', () => {
    assert.equal(kept('cases |> ║filter(n > 0)', 'group_by(region) |> filter('), 'group_by(region) |> ');
  });

  it('is left to be replaced where both have the same end', () => {
    assert.equal(kept('f(║, b)', 'x, b)'), 'x, b)');
  });

  it('is no chance meeting of a letter or a part of a word', () => {
    assert.equal(kept('f(║a, b)', 'data'), 'data');
    assert.equal(kept('f(║rate_x, b)', 'birate'), 'birate');
    assert.equal(kept('f(║)', 'x)'), 'x)');
  });
});
