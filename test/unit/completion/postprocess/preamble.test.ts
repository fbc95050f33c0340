import assert from 'node:assert/strict';
import { preamble } from '../../../../src/server/completion/postprocess/preamble.ts';
import { filtered } from './golden.ts';

describe('preamble', () => {
  const unwrap = (text: string, marked = 'weekly <- ║', languageId = 'r'): string | undefined =>
    filtered(preamble, marked, text, { languageId })?.text;

  it('takes code out of its fence', () => {
    assert.equal(unwrap('```r\ncount(cases, week)\n```\nThis counts.'), 'count(cases, week)');
    assert.equal(unwrap('```\ncount(cases, week)'), 'count(cases, week)');
  });

  it('drops talk before it, in English and French', () => {
    assert.equal(unwrap("Sure! Here's the code:\n```r\ncount(cases)\n```"), 'count(cases)');
    assert.equal(unwrap('Here is the completed line:\n\n```\ncount(cases)\n```'), 'count(cases)');
    assert.equal(unwrap('Voici le code :\ncount(cases)'), 'count(cases)');
    assert.equal(unwrap('Bien sûr !\ncount(cases)'), 'count(cases)');
  });

  it('drops talk behind it', () => {
    assert.equal(unwrap('count(cases)\nThis code counts.'), 'count(cases)');
    assert.equal(unwrap('count(cases)\n\n**Explanation:** it counts.'), 'count(cases)\n');
    assert.equal(unwrap('count(cases)\nCe code compte.'), 'count(cases)');
    assert.equal(unwrap('note : x'), 'note : x', 'not on the cursor’s line');
    assert.equal(unwrap('f(x)\noutput <- g(x)'), 'f(x)\noutput <- g(x)');
  });

  it('leaves code alone that begins with such a word', () => {
    for (const code of ['here("data", "cases.csv")', 'sure <- TRUE', 'the_following(x)', 'count(cases)\nplot(n)']) {
      assert.equal(unwrap(code), code);
    }
  });

  it('ends with the chunk, and does not take its end for a beginning', () => {
    const chunk = 'Text\n\n```{r}\nx <- ║\n';
    assert.equal(unwrap('count(cases)\n```\n\nCases rose.', chunk, 'quarto'), 'count(cases)');
    assert.equal(unwrap('```\n\nCases rose.', chunk, 'quarto'), '');
    assert.equal(unwrap('```r\ncount(cases)\n```', chunk, 'quarto'), 'count(cases)');
  });

  it('lets prose talk and open chunks', () => {
    assert.equal(unwrap('Here is the table:', 'Text\n║', 'quarto'), 'Here is the table:');
    assert.equal(unwrap('```{r}', 'Text\n║', 'quarto'), '```{r}');
  });
});
