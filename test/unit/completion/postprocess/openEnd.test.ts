import assert from 'node:assert/strict';
import type { Ending } from '../../../../src/server/completion/postprocess/candidate.ts';
import { openEnd } from '../../../../src/server/completion/postprocess/openEnd.ts';
import { filtered } from './golden.ts';

describe('open end', () => {
  const kept = (marked: string, text: string, languageId = 'r', ending: Ending = 'stop'): string | undefined =>
    filtered(openEnd, marked, text, { languageId, ending })?.text;

  it('is cut back to the last complete statement', () => {
    assert.equal(kept('cases |>║', '\n  filter(n > 0) |>\n  count(week) |>'), '\n  filter(n > 0) |>\n  count(week)');
    assert.equal(kept('cases %>%║', '\n  filter(n > 0) %>%\n'), '\n  filter(n > 0)');
    assert.equal(kept('ggplot(x) +║\n\nplot(y)', '\n  geom_col() + # bars'), '\n  geom_col()');
    assert.equal(kept('logit death ///║', '\n    i.age ///', 'stata'), '\n    i.age');
  });

  it('stays where the document goes on', () => {
    const text = '\n  filter(n > 0) |>';
    assert.equal(kept('cases |>║\n  count(week)\n', text), text);
  });

  it('stays where the model was stopped, and in a single line', () => {
    const text = '\n  filter(n > 0) |>';
    assert.equal(kept('cases |>║', text, 'r', 'length'), text);
    assert.equal(kept('cases |>║', text, 'r', 'complete'), text);
    assert.equal(kept('cases║', ' |>'), ' |>');
    assert.equal(kept('cases |>║', '\n  paste("a |>")'), '\n  paste("a |>")');
  });
});
