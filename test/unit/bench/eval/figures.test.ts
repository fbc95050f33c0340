import assert from 'node:assert/strict';
import { figuresOf, firstLineOf, gainOf, type Answer } from '../../../../bench/eval/figures.ts';
import { questionsIn } from '../../../../bench/eval/questions.ts';
import { groupsOf, written } from '../../../../bench/eval/report.ts';

const [start, middle] = questionsIn({ name: 'a.R', languageId: 'r', text: `${'\n'.repeat(5)}rate <- n / pop\n` }, []);
if (start === undefined || middle === undefined) throw new Error('There are no places.');
const answer = (text: string, more: Partial<Answer> = {}): Answer => ({ question: start, text, tokensIn: 10, tokensOut: 2, milliseconds: 5, prompts: [], ...more });

describe('the figures of answers', () => {
  it('tell how many are right, and how alike the others are', () => {
    const figures = figuresOf([answer('rate <- n / pop '), answer('rate <- n / sum'), answer('')]);
    assert.equal(figures.exact, 1 / 3, 'white space at the end counts for nothing');
    assert.equal(figures.shown, 2 / 3);
    assert.ok(Math.abs(figures.similarity - (1 + 12 / 15 + 0) / 3) < 1e-9, String(figures.similarity));
  });

  it('tell the mean of tokens and the median of times', () => {
    const figures = figuresOf([answer('', { tokensIn: 10, milliseconds: 900 }), answer('', { tokensIn: 20, milliseconds: 7 }), answer('', { tokensIn: 30, milliseconds: 6 })]);
    assert.equal(figures.tokensIn, 20);
    assert.equal(figures.milliseconds, 7);
  });

  it('tell what of the names of other files stood in the prompt, as whole words', () => {
    const question = { ...start, elsewhere: ['n_cases', 'own_rate'] };
    assert.equal(figuresOf([answer('', { question, prompts: ['# own_rate(n_cases_all)'] })]).told, 0.5);
    assert.equal(figuresOf([answer('', { question }), answer('')]).told, 0);
    assert.ok(Number.isNaN(figuresOf([answer('')]).told));
  });

  it('are of first lines', () => {
    assert.equal(firstLineOf('a <- 1\nb <- 2'), 'a <- 1');
    assert.equal(firstLineOf('a\r\nb'), 'a');
    assert.equal(firstLineOf(''), '');
  });
});

describe('the gain in similarity', () => {
  it('is the mean of what is gained at each place, with twice its standard error', () => {
    const right = answer('rate <- n / pop');
    const none = answer('');
    assert.deepEqual(gainOf([right, right], [none, none]), { mean: 1, error: 0 });
    const { mean, error } = gainOf([right, none], [none, none]);
    assert.equal(mean, 0.5);
    assert.ok(Math.abs(error - 2 * Math.sqrt(0.5 / 2)) < 1e-9, String(error));
    assert.equal(gainOf([none], [right]).mean, -1);
  });
});

describe('the report', () => {
  it('has a row for each who was asked, by language, place and in all', () => {
    const groups = groupsOf({ Vigie: [answer('rate <- n / pop'), answer('', { question: middle })], bare: [answer('x'), answer('y', { question: middle })] });
    assert.deepEqual(groups.map(({ title }) => title), ['r', 'from the line’s start', 'from its middle', 'all'], 'groups without a place are left out');
    assert.equal(groups.at(-1)?.figures['Vigie']?.exact, 0.5);
    assert.match(written(groups), /^all +Vigie +2 +50\.0 % +50\.0 %.* \+\d+\.\d ± \d+\.\d$/m);
  });
});
