import assert from 'node:assert/strict';
import { join } from 'node:path';
import { idealOf } from '../../../../bench/ghost/clients/ideal.ts';
import { figureNames, figuresOfIdeal, medians } from '../../../../bench/ghost/figures.ts';
import { goalFor, rows } from '../../../../bench/ghost/goals.ts';
import { planOf, readCorpus } from '../../../../bench/ghost/plan.ts';
import { written } from '../../../../bench/ghost/report.ts';

const corpus = readCorpus(join(__dirname, '../../../../bench/ghost/corpus'));
const pace = { firstToken: 200, rate: 60 };

describe('the corpus', () => {
  it('has programs of all languages, as people write them', () => {
    assert.deepEqual(new Set(corpus.map(({ languageId }) => languageId)), new Set(['r', 'python', 'sql', 'sas', 'stata']));
    assert.ok(corpus.length >= 12);
    for (const { name, text } of corpus) {
      const lines = text.split('\n').length;
      assert.ok(lines >= 60 && lines <= 150, `${name}: ${lines}`);
      assert.ok(text.includes('\n\n') && text.endsWith('\n') && !/[ \t\r]$/m.test(text), name);
    }
  });
});

describe('the plan', () => {
  const seeds = [1, 2, 3, 4, 5, 6];

  it('has the person type stretches of different languages, about as many keys as are asked for', () => {
    for (const seed of seeds) {
      const segments = planOf(corpus, seed, 600);
      assert.equal(new Set(segments.map(({ program }) => program.languageId)).size, 3);
      const keys = segments.reduce((total, segment) => total + segment.keys.length, 0);
      assert.ok(keys >= 600 && keys < 1200, `${keys}`);
    }
    assert.equal(new Set(seeds.slice(0, 2).flatMap((seed) => planOf(corpus, seed, 600).map(({ program }) => program.languageId))).size, 5);
  });

  it('is the same for a seed', () => {
    assert.deepEqual(planOf(corpus, 2, 300), planOf(corpus, 2, 300));
  });

  it('ends each stretch at the end of a paragraph, and leaves the rest of the program around it', () => {
    for (const { program, before, after, start, end, keys } of seeds.flatMap((seed) => planOf(corpus, seed, 300))) {
      assert.equal(before + program.text.slice(start, end) + after, program.text);
      assert.match(after, /^\n(\n|$)/);
      assert.equal(keys.at(-1)?.to, end);
    }
  });
});

describe('the ideal', () => {
  const ideal = (share: number) => {
    const all = [1, 2, 3].map((seed) => idealOf(corpus, planOf(corpus, seed, 600), { share, seed }, pace));
    return medians(all.map(figuresOfIdeal));
  };

  it('sees nearly all where the model is right, for a token each four characters', () => {
    const figures = ideal(0);
    // Keys that follow within the 50 ms before the editor asks have no answer: 1.7 % of a log-normal distribution.
    assert.ok(figures.coverage100 > 96 && figures.coverage100 < 99.5, `${figures.coverage100}`);
    assert.ok(figures.view100 > 98.5 && figures.view100 <= 100);
    assert.ok(figures.tokens > 20 && figures.tokens < 30, `${figures.tokens}`);
    assert.ok(figures.requests < 2);
    assert.equal(figures.nextLine, 100);
    assert.ok(figures.requests > 0);
  });

  it('sees less where half of the lines are wrong at first', () => {
    const [easy, hard] = [ideal(0), ideal(0.5)];
    assert.ok(hard.coverage100 < easy.coverage100 - 10 && hard.coverage100 > 50, `${hard.coverage100}`);
    assert.ok(hard.requests > easy.requests);
    assert.ok(hard.view400 >= hard.view100);
  });
});

describe('the report', () => {
  it('has a row for each figure, goals beside, and a dash for what there is none of', () => {
    assert.deepEqual(new Set(rows.map(({ name }) => name)), new Set(figureNames));
    const figures = medians([{ ...Object.fromEntries(figureNames.map((name) => [name, NaN])), coverage100: 91.26 } as never]);
    const text = written({ mode: 'type', firstToken: 200, difficulty: 0, clients: { Vigie: figures } });
    assert.match(text, /coverage at 100 ms, % +≥ 93 +91\.3$/m);
    assert.match(text, /tokens per 100 keys +≤ 45 +–$/m);
  });

  it('sets goals by difficulty', () => {
    const goals = (difficulty: number) => Object.fromEntries(rows.map((row) => [row.name, goalFor(row, difficulty)]));
    assert.equal(goals(0)['wrong'], '');
    assert.equal(goals(0.5)['wrong'], '≤ 5');
    assert.equal(goals(0.5)['tokens'], '≤ 90');
  });

  it('compares keys with those of the naive client', () => {
    const text = written({ mode: 'accept', firstToken: 200, difficulty: 0, clients: { Vigie: 400, 'naive client': 1000 } });
    assert.match(text, /keys to the same text +≤ 460 +400 +1000$/m);
    assert.match(text, /≤ 0\.46 +0\.4 +1$/m);
  });

  it('takes the middle of several runs, without those that have no figure', () => {
    const of = (cpu: number) => ({ ...Object.fromEntries(figureNames.map((name) => [name, NaN])), cpu }) as never;
    assert.equal(medians([of(3), of(NaN), of(1), of(2)]).cpu, 2);
  });
});
