import assert from 'node:assert/strict';
import { Continuation, continuationMessages } from '../../../src/server/backends/continuation.ts';

/** The continuation in an answer, and the same where the answer comes character by character. */
function taken(prefix: string, answer: string, stop: string[] = []): string {
  const whole = new Continuation({ prefix, stop }).feed(answer, true).text;
  const piecewise = new Continuation({ prefix, stop });
  const shown = Array.from(answer, (character) => piecewise.feed(character, false)).reduce<{ text: string; over: boolean }>(
    (sum, { text, over }) => (sum.over ? sum : { text: sum.text + text, over }),
    { text: '', over: false },
  );
  const rest = shown.over ? '' : piecewise.feed('', true).text;
  assert.equal(shown.text + rest, whole, `in pieces: ${JSON.stringify(answer)}`);
  return whole;
}

describe('a continuation taken out of a chat answer', () => {
  it('is the answer where that is nothing else', () => {
    assert.equal(taken('x <- ', 'mean(y)'), 'mean(y)');
    assert.equal(taken('f <- function(x) {\n  ', 'x + 1\n}'), 'x + 1\n}');
  });

  it('has no code fence and nothing behind it', () => {
    assert.equal(taken('x <- ', '```r\nmean(y)\n```'), 'mean(y)');
    assert.equal(taken('x <- ', '\n```\nmean(y)\n```\nThis takes the mean.'), 'mean(y)');
    assert.equal(taken('x <- ', '```r\nmean(y)'), 'mean(y)');
    assert.equal(taken('x <- ', '``'), '``');
  });

  it('does not say the line at hand again', () => {
    assert.equal(taken('a\n  x <- me', 'x <- mean(y)'), 'an(y)');
    assert.equal(taken('x <- ', '```r\nx <- mean(y)\n```'), 'mean(y)');
    assert.equal(taken('x <- ', '  x <- mean(y)'), 'mean(y)');
    assert.equal(taken('x <- ', ' mean(y)'), 'mean(y)');
    assert.equal(taken('x', 'x + 1'), 'x + 1', 'a short line may be meant');
  });

  it('does not say the lines before the cursor again', () => {
    const prefix = 'library(dplyr)\n\ncases |>\n  group_by(week) |>\n  ';
    assert.equal(taken(prefix, '```r\nlibrary(dplyr)\n\ncases |>\n  group_by(week) |>\n  summarise(n = n())\n```'), 'summarise(n = n())');
    assert.equal(taken(prefix, 'cases |>\n  group_by(week) |>\n  summarise(n = n())'), 'summarise(n = n())');
    assert.equal(taken(prefix, 'group_by(week) |>\n  summarise(n = n())'), 'summarise(n = n())');
    assert.equal(taken(prefix, 'summarise(n = n())'), 'summarise(n = n())');
    assert.equal(taken(prefix, 'cases |>\n  filter(a)'), 'cases |>\n  filter(a)', 'what only begins like it is meant');
    assert.equal(taken('a <- 1\n', 'a <- 1\nb <- 2'), 'b <- 2');
  });

  it('is the code in an answer that talks about it, and nothing where there is none', () => {
    assert.equal(taken('x <- ', 'Here is the code:\n\n```r\nmean(y)\n```\nIt takes the mean.'), 'mean(y)');
    assert.equal(taken('x <- ', 'The code is missing the text that belongs in the gap.'), '');
    assert.equal(taken('x <- ', 'Voici la suite :\n```r\nmean(y)\n```'), 'mean(y)');
    assert.equal(taken('x <- ', 'the_mean(y)'), 'the_mean(y)');
    assert.equal(taken('x <- ', 'sure_of(y)'), 'sure_of(y)');
    assert.equal(taken('# ', 'Counts by week'), 'Counts by week');
  });

  it('has no thoughts', () => {
    assert.equal(taken('x <- ', '<think>A mean, or `x <- 1`?</think>\nmean(y)'), 'mean(y)');
  });

  it('ends at the first stop string, for which nothing is shown too early', () => {
    assert.equal(taken('x <- ', 'mean(y)\nz <- 2', ['\n']), 'mean(y)');
    assert.equal(taken('df |>\n', 'filter(a)\n\n\nb', ['\n\n\n']), 'filter(a)');
    assert.equal(taken('df |>', '\n  filter(a)\nb', ['\n']), '  filter(a)');
    const continuation = new Continuation({ prefix: 'x\n', stop: ['\n\n\n'] });
    assert.deepEqual(continuation.feed('a()\n\n', false), { text: 'a()', over: false });
    assert.deepEqual(continuation.feed('b', false), { text: '\n\nb', over: false });
    assert.deepEqual(continuation.feed('\n\n\nc', false), { text: '', over: true });
  });

  it('is asked for with what stands before and behind the gap', () => {
    const request = { kind: 'completion', context: [{ name: 'R/a.R', text: 'a <- 1' }], prefix: 'x <- ', suffix: '\ny', language: 'r', maxTokens: 9, stop: [] } as const;
    const [system, user] = continuationMessages(request);
    assert.match(system!.content, /^You complete r code/);
    assert.equal(user!.content, '# R/a.R\n# a <- 1\n\nx <- <GAP>\ny');
  });
});
