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

  it('stays where it is all there is', () => {
    assert.equal(filtered(halfLine, 'cases |> ║', 'count(we', { ending: 'length' })?.text, 'count(we');
    assert.equal(filtered(halfLine, 'cases |>║', '\n  count(we', { ending: 'length' })?.text, '\n  count(we');
  });
});
