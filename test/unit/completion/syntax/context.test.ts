import assert from 'node:assert/strict';
import { defaultBudget } from '../../../../src/server/completion/budget.ts';
import { contextOf, isInComment, openAt, surplusBehind } from '../../../../src/server/completion/syntax/context.ts';
import { viewOf, type View } from '../../../../src/server/completion/view.ts';
import { snapshotOf } from '../../../support/cursor.ts';

const at = (marked: string, languageId = 'r'): View => viewOf(snapshotOf(marked, { languageId }), defaultBudget);

describe('context of the cursor', () => {
  it('is a comment or not', () => {
    for (const [marked, language] of [
      ['x <- 1 # weekly ║', 'r'],
      ["#' @param x weekly║", 'r'],
      ['# cas║es\nx', 'python'],
      ['SELECT 1 -- a║', 'sql'],
      ['/* a\n b ║', 'sql'],
      ['data x;\n* weekly ║', 'sas'],
      ['/* a ║ */', 'sas'],
      ['* weekly ║', 'stata'],
      ['gen x = 1 // ║', 'stata'],
      ['```{r}\n# weekly║\n```', 'quarto'],
    ] as const) {
      assert.equal(isInComment(at(marked, language)), true, marked);
    }
    for (const [marked, language] of [
      ['x <- "# ║', 'r'],
      ['# a\nx║', 'r'],
      ['#| echo: ║', 'r'],
      ['```{r}\n#| fig-cap: ║\n```', 'quarto'],
      ['# Heading ║', 'quarto'],
      ['rate = n *║', 'sas'],
      ['* a;║', 'sas'],
      ['gen x = 2 * ║', 'stata'],
      ['q = "--║', 'sql'],
    ] as const) {
      assert.equal(isInComment(at(marked, language)), false, marked);
    }
  });

  it('is that of the chunk alone', () => {
    assert.equal(contextOf(at("L'été (2023\n\n```{r}\nx <- c(║\n```\n\nFin)", 'quarto')).lexed.open.length, 1);
    assert.equal(contextOf(at('```{r}\nf(\n```\n\n```{r}\nx║\n```\n)', 'quarto')).lexed.open.length, 0);
    assert.equal(contextOf(at('```{r}\nf(║\n```\n)', 'quarto')).after, '\n');
  });

  it('knows what is open, and what behind the cursor closes nothing', () => {
    const view = at('f <- function(x) {\n  read_csv("║"\n}\n)');
    assert.deepEqual(openAt(view), ['{', '(', '"']);
    const { after, lexed } = contextOf(view);
    assert.equal(surplusBehind(after, 'r', openAt(view), lexed), 1);
    assert.equal(surplusBehind(after, 'r', ['"'], lexed), 2);
  });

  it('says whether it reaches back to the start', () => {
    assert.equal(contextOf(at('x║')).whole, true);
    assert.equal(contextOf(at(`${'x <- 1\n'.repeat(2000)}║`)).whole, false);
  });
});
