import assert from 'node:assert/strict';
import { halfLine } from '../../../../src/server/completion/postprocess/halfLine.ts';
import { filtered } from './golden.ts';

describe('half line', () => {
  const block = 'count(week) |>\n  mutate(rate = n / pop) |>\n  arrange(we';

  it('is cut off where the model met its token limit or the connection ended', () => {
    const whole = 'count(week) |>\n  mutate(rate = n / pop) |>';
    assert.equal(filtered(halfLine, 'cases |> ║', block, { ending: 'length' })?.text, whole);
    assert.equal(filtered(halfLine, 'cases |> ║', block, { ending: 'cut' })?.text, whole);
  });

  it('stays where the model was done', () => {
    assert.equal(filtered(halfLine, 'cases |> ║', block, { ending: 'stop' })?.text, block);
    assert.equal(filtered(halfLine, 'cases |> ║', block, { ending: 'complete' })?.text, block);
  });

  it('is dropped where it is all there is', () => {
    assert.equal(filtered(halfLine, 'x <- ║', 'c(1, 2, 3, 4', { ending: 'length' }), undefined);
    assert.equal(filtered(halfLine, 'x <-║', '\n  c(1, 2, 3, 4', { ending: 'cut' }), undefined);
  });

  it('is cut back to a word in prose', () => {
    const prose = { ending: 'length', languageId: 'quarto' } as const;
    assert.equal(filtered(halfLine, 'Cases ║', 'rose in all regi', prose)?.text, 'rose in all ');
    assert.equal(filtered(halfLine, 'Cases ║', 'ro', prose), undefined);
  });
});
