import assert from 'node:assert/strict';
import { parseReview, type Reviewed } from '../../../../src/server/chat/commands/review.ts';
import { growth, mostGrowth } from '../../../support/growth.ts';

const text = `library(dplyr)
cases <- read.csv("cases.csv")
rates <- cases |>
  group_by(region) |>
  summarise(rate = mean(n / population))
write.csv(rates, "rates.csv")
`;
const whole: Reviewed = { uri: 'file:///p/rates.R', name: 'rates.R', text, firstLine: 1 };
const selected: Reviewed = { ...whole, text: text.split('\n').slice(2, 5).join('\n'), firstLine: 3 };

const read = (answer: string, ...reviewed: Reviewed[]) => parseReview(answer, reviewed.length === 0 ? [whole] : reviewed);
const places = (answer: string, ...reviewed: Reviewed[]) =>
  read(answer, ...reviewed)?.findings.map(({ severity, place }) => `${severity} ${place.name}:${place.line}${place.endLine === undefined ? '' : `-${place.endLine}`}`);

describe('the findings of a review', () => {
  it('are read in the form that was asked for', () => {
    const review = read('Two problems.\n\n- L5 [high] `mean(n / population)` A mean of rates. Sum first.\n- L6 [low] `write.csv` Row names are written.\n\nThe rest is fine.');
    assert.deepEqual(review, {
      findings: [
        { severity: 'high', place: { uri: whole.uri, name: 'rates.R', line: 5, column: 20, endColumn: 40 }, text: '`mean(n / population)` A mean of rates. Sum first.' },
        { severity: 'low', place: { uri: whole.uri, name: 'rates.R', line: 6, column: 1, endColumn: 10 }, text: '`write.csv` Row names are written.' },
      ],
      before: 'Two problems.',
      after: 'The rest is fine.',
    });
  });

  const forms: readonly [string, string][] = [
    ['- **L5** [high] A mean of rates.', 'high rates.R:5'],
    ['* Line 5 (high): a mean of rates.', 'high rates.R:5'],
    ['1. **Lines 3-5** – **[medium]** Groups are lost.', 'medium rates.R:3-5'],
    ['- [high] L5: a mean of rates.', 'high rates.R:5'],
    ['- Ligne 5 [grave] Une moyenne de taux.', 'high rates.R:5'],
    ['- Lignes 3 à 5 [moyen] Des groupes se perdent.', 'medium rates.R:3-5'],
    ['- L6 [mineur] `write.csv` Les numéros de ligne.', 'low rates.R:6'],
    ['L5 [high] A mean of rates.', 'high rates.R:5'],
    ['- L5-L9 [high] It goes beyond the end.', 'high rates.R:5-6'],
    ['- [high] `mean(n/population)` A mean of rates.', 'high rates.R:5'],
    ['- L1 [high] `mean(n / population)` The model miscounted.', 'high rates.R:5'],
    ['- L2 [low] ``read.csv("cases.csv")`` Types are guessed.', 'low rates.R:2'],
    ['- L4 No severity is given.', 'medium rates.R:4'],
    ['- L99 [high] `group_by(region) …` Beyond the end, but quoted.', 'high rates.R:4'],
  ];
  for (const [line, place] of forms) {
    it(`are read leniently: ${line}`, () => {
      assert.deepEqual(places(line), [place]);
    });
  }

  it('lie within what was attached, by the numbers of the document or of the selection', () => {
    assert.deepEqual(places('- L5 [high] A mean.', selected), ['high rates.R:5']);
    assert.deepEqual(places('- L1 [high] The first line of what was selected.', selected), ['high rates.R:3']);
    assert.equal(places('- L6 [high] Not selected.', selected), undefined);
    assert.equal(places('- L7 [high] `rm(list = ls())` Neither there.'), undefined);
    assert.equal(places('- L0 [high] Nowhere.'), undefined);
  });

  it('are told apart by what they quote where several documents were attached', () => {
    const other: Reviewed = { uri: 'file:///p/b.R', name: 'b.R', text: 'x <- 1\ny <- x\n', firstLine: 1 };
    assert.deepEqual(places('- L2 [low] `y <- x` A copy.', whole, other), ['low b.R:2']);
    assert.equal(places('- L2 [low] Which one?', whole, other), undefined);
  });

  it('take the nearest of several places that a quote fits', () => {
    const twice: Reviewed = { ...whole, text: 'a <- mean(x)\nb <- 1\nc <- 2\nd <- mean(x)\n' };
    assert.deepEqual(places('- L4 [low] `mean(x)` Missing values.\n- L2 [low] `mean(x)` Missing values.', twice), ['low rates.R:4', 'low rates.R:1']);
  });

  it('keep what belongs to them: further lines and code', () => {
    const review = read('- L5 [high] A mean of rates.\n  Sum first:\n  ```r\n  sum(n) / sum(population)\n\n  - not an item\n  ```\n- L6 [low] Row names.');
    assert.equal(review?.findings.length, 2);
    assert.match(review.findings[0]?.text ?? '', /Sum first:\n```r\nsum\(n\) \/ sum\(population\)\n\n- not an item\n```$/);
  });

  it('are none where an answer names no place: it stays as it is', () => {
    assert.equal(read('This code looks fine.'), undefined);
    assert.equal(read('High: `mean(n / population)` stands in a sentence.'), undefined);
    assert.equal(read('- Consider missing values.\n- Use `na.rm`.'), undefined);
    assert.equal(read('```\n- L5 [high] in a block of code\n```'), undefined);
    assert.equal(parseReview('- L5 [high] Nothing was attached.', []), undefined);
  });

  it('are bounded, and read in a time that grows as the answer does', async () => {
    const many = '- L5 [high] `mean(n / population)` Again.\n'.repeat(5000);
    assert.equal(read(many)?.findings.length, 50);
    const long: Reviewed = { ...whole, text: 'x <- mean(y, na.rm = TRUE) # a line\n'.repeat(20_000) };
    const answers: [text: string, begins: string, ...of: Reviewed[]][] = [
      [many, ''],
      ['`'.repeat(100_000), '- L5 [high] '],
      [`${'*'.repeat(100_000)}L5`, ''],
      ['`a'.repeat(50_000), '- L5 '],
      [`- L3 [high] ${'`zzzz` `qqq` '.repeat(45)}\n`.repeat(50), '', long],
    ];
    for (const [text, begins, ...of] of answers) {
      const grown = await growth((answer) => read(begins + answer, ...of), text);
      assert.ok(grown < mostGrowth, `${grown} times for ${text.slice(0, 20)}…`);
    }
  });
});
