import assert from 'node:assert/strict';
import type { Ending } from '../../../../src/server/completion/postprocess/candidate.ts';
import { openString } from '../../../../src/server/completion/postprocess/openString.ts';
import { filtered } from './golden.ts';

describe('open string', () => {
  const kept = (marked: string, text: string, languageId = 'r', ending: Ending = 'stop'): string | undefined =>
    filtered(openString, marked, text, { languageId, ending })?.text;

  it('takes its line along', () => {
    assert.equal(kept('x <- ║', 'paste("cases of'), undefined);
    assert.equal(kept('cases |>║', '\n  f() |>\n  g("a'), '\n  f() |>');
    assert.equal(kept("title ║", "'Cas du", 'sas'), undefined);
  });

  it('stays where its quote follows, or is none, or may still come', () => {
    assert.equal(kept('read_csv("║")', 'cases'), 'cases');
    assert.equal(kept('read_csv(║', '"cases")'), '"cases")');
    assert.equal(kept('# ║', "l'été"), "l'été");
    assert.equal(kept('x = ║', '"""Rate', 'python'), '"""Rate');
    assert.equal(kept('x <- ║', '"cases', 'r', 'complete'), '"cases');
  });
});
