import assert from 'node:assert/strict';
import { commandNames } from '../../../../src/protocol/command.ts';
import { chatDefaults } from '../../../../src/server/chat/defaults.ts';
import { ownWords, promptWords } from '../../../../src/server/chat/prompts.ts';
import { lensFor } from '../../../../src/server/chat/prompts/lens.ts';
import { pointsFor, sourceLanguage, targetOf, usualTarget } from '../../../../src/server/chat/prompts/translation.ts';
import { wordsFor } from '../../../../src/server/chat/commands/words.ts';

const program = (text: string, name = 'a.R', languageId = 'r') => ({ name, languageId, text });

describe('what Vigie says to a model', () => {
  it('says the same things in both languages, and not the same words', () => {
    const { en, fr } = promptWords;
    for (const [name, texts] of Object.entries(en)) {
      const french = (fr as unknown as Record<string, string | object>)[name];
      if (typeof texts === 'string') {
        assert.notEqual(texts, french, name);
        continue;
      }
      assert.deepEqual(Object.keys(texts as object).sort(), Object.keys(french as object).sort());
      for (const [key, text] of Object.entries(texts as Record<string, string>)) assert.notEqual((french as Record<string, string>)[key], text, `${name} ${key}`);
    }
  });

  it('names the items of STROBE and RECORD alike in both languages', () => {
    const items = (text: string) => text.match(/\((?:STROBE|RECORD)[^)]*\)$/)?.[0];
    for (const [point, text] of Object.entries(promptWords.en.lens)) {
      assert.ok(items(text), point);
      assert.equal(items(promptWords.fr.lens[point as keyof typeof promptWords.fr.lens]), items(text), point);
    }
  });

  it('has each code of a translation alike in both languages', () => {
    const codes = (text: string) => (text.match(/`[^`]+`/g) ?? []).filter((code) => !/^`\d/.test(code)).sort();
    for (const [point, text] of Object.entries(promptWords.en.translation)) {
      assert.deepEqual(codes(promptWords.fr.translation[point as keyof typeof promptWords.fr.translation]), codes(text), point);
    }
  });

  it('keeps every point short enough for a small model', () => {
    for (const words of Object.values(promptWords)) {
      for (const text of [...Object.values(words.lens), ...Object.values(words.translation)]) assert.ok(text.length <= 270, text);
    }
  });

  it('is known to the gate word for word, whatever the command, the code and the language', () => {
    const code = 'coxph(Surv(time, status) ~ age); data x; retain n; merge a b; by id; if first.id; x = round(lag(y));';
    for (const name of commandNames) {
      for (const language of ['en', 'fr'] as const) {
        const words = wordsFor(name, undefined, [program(code, 'a.sas', 'sas')], language);
        assert.ok(words.length > 0);
        for (const text of words) assert.ok(ownWords.has(text), text);
      }
    }
  });
});

describe('the epidemiological lens', () => {
  const cases: readonly [string, string, readonly string[], readonly string[]][] = [
    ['a survival model', 'fit <- coxph(Surv(t0, t1, died) ~ treated + age, data = cohort)', ['immortalTime', 'confounding'], ['denominator', 'survey']],
    ['the same in SAS', 'proc phreg data=cohort; model time*died(0) = treated; run;', ['immortalTime'], ['denominator']],
    ['the same in Stata', 'stset exit, failure(died)\nstcox treated', ['immortalTime'], []],
    ['an age-standardised rate', 'phe_dsr(data, x = cases, n = pop, stdpop = esp2013)', ['standardisation', 'denominator'], ['immortalTime']],
    ['a rate', 'rate <- cases / population * 100000', ['denominator'], ['standardisation']],
    ['weekly counts', 'weekly <- count(cases, isoweek(date_onset))', ['delays', 'smallCounts'], ['immortalTime']],
    ['a join', 'left_join(stays, deaths, by = "id")', ['linkage'], ['survey']],
    ['a join in SQL', 'SELECT * FROM a LEFT JOIN b ON a.id = b.id WHERE b.icd10 IS NOT NULL', ['linkage', 'missing'], []],
    ['a survey', 'svydesign(ids = ~psu, strata = ~region, weights = ~w, data = d)', ['survey'], []],
    ['diagnosis codes', 'mi <- grepl("^I2[12]", diag)', ['codes'], []],
    ['many tests', 'sapply(vars, function(v) chisq.test(d[[v]], d$case)$p.value)', ['multipleTests'], []],
    ['outbreak detection', 'farringtonFlexible(sts, control)', ['outbreak'], []],
    ['a simulation with a path', 'setwd("C:/work"); x <- rnorm(10)', ['reproducibility'], ['smallCounts', 'missing']],
    ['nothing of the sort', 'x <- 1', [], ['missing', 'denominator', 'reproducibility']],
  ];
  for (const [what, code, raised, not] of cases) {
    it(`sees ${what}`, () => {
      const points: readonly string[] = lensFor(code);
      assert.equal(points[0], 'population');
      for (const point of raised) assert.ok(points.includes(point), `${point} in ${points.join(', ')}`);
      for (const point of not) assert.ok(!points.includes(point), `${point} in ${points.join(', ')}`);
    });
  }
});

describe('what has no equal in a translation', () => {
  const points = (code: string, from: Parameters<typeof pointsFor>[1], to: Parameters<typeof pointsFor>[2]): readonly string[] => pointsFor(code, from, to);

  it('is told of SAS only as far as it occurs', () => {
    const step = 'data weekly; set cases; by region week; retain total 0; if first.region then total = 0; if n < 5 then delete; run;';
    assert.deepEqual(points(step, 'sas', 'r'), ['sasMissingLow', 'sasRetain', 'sasFirstLast']);
    assert.deepEqual(points('data a; set b; c = d + e; run;', 'sas', 'r'), []);
    assert.deepEqual(points('data a; set b; total + n; run;', 'sas', 'r'), ['sasRetain']);
    assert.deepEqual(points("where date >= '01jan2024'd;", 'sas', 'python'), ['sasMissingLow', 'origin1960']);
    assert.ok(points('proc glm data=a; class region; model y = region / ss3; run;', 'sas', 'r').includes('sasTypeThree'));
  });

  it('is told of Stata only as far as it occurs', () => {
    const program = 'preserve\ncollapse (sum) cases, by(region)\nbysort region (week): gen n = _n\nrestore\n';
    assert.deepEqual(points(program, 'stata', 'r'), ['stataPreserve', 'stataBy', 'stataCollapse']);
    assert.deepEqual(points('keep if age > 64', 'stata', 'r'), ['stataMissingHigh']);
    assert.deepEqual(points('gen w = wofd(date)\nformat w %tw', 'stata', 'r'), ['origin1960', 'stataWeeks']);
  });

  it('depends on what it is translated into', () => {
    const code = 'x |> group_by(region) |> mutate(share = n / sum(n)) |> filter(row_number() == 1)';
    assert.ok(points(code, 'r', 'sql').includes('groupedMutate'));
    assert.ok(points(code, 'r', 'sql').includes('integerDivision'));
    assert.ok(points(code, 'r', 'data.table').includes('byReference'));
    assert.ok(!points(code, 'r', 'data.table').includes('groupedMutate'));
    assert.ok(!points(code, 'r', 'python').includes('integerDivision'));
  });

  it('has a point of its own for what each way between R and Python changes', () => {
    assert.ok(points('mean(x, na.rm = TRUE); sd(x)', 'r', 'python').includes('naInR'));
    assert.ok(points('df.groupby("region").mean(); np.std(x)', 'python', 'r').includes('spreadInR'));
    assert.ok(points('for i in range(10): x[0]', 'python', 'r').includes('zeroBased'));
  });

  it('knows SAS and Stata programs that an editor takes for plain text', () => {
    assert.equal(sourceLanguage('plaintext', 'programs/rates.sas'), 'sas');
    assert.equal(sourceLanguage('plaintext', 'survey.do'), 'stata');
    assert.equal(sourceLanguage('rmd', 'report.Rmd'), 'r');
    assert.equal(sourceLanguage('plaintext', 'notes'), undefined);
  });

  it('takes the words that people have for a target', () => {
    assert.deepEqual(['R', ' py ', 'DataTable', 'SQL', 'tidyverse'].map(targetOf), ['r', 'python', 'data.table', 'sql', 'dplyr']);
    assert.equal(targetOf('julia'), undefined);
    assert.deepEqual([usualTarget('sas'), usualTarget('r'), usualTarget(undefined)], ['r', 'python', 'r']);
  });
});

describe('the words of a command', () => {
  const everything = `coxph(Surv(a, b)); phe_dsr; rate <- cases / population; isoweek(onset); farrington; left_join; is.na; glm;
    matchit; svydesign; "^I21"; cut(age); p.value; count(x); set.seed(1)`;

  it('stay within the room that a small model has', () => {
    for (const language of ['en', 'fr'] as const) {
      const review = wordsFor('review', undefined, [program(everything)], language);
      const { reviewFormat, commands } = promptWords[language];
      const lens = review.join('').length - reviewFormat.length - commands.review.length;
      assert.ok(lens > chatDefaults.lensCharacters / 2 && lens <= chatDefaults.lensCharacters, String(lens));
      assert.equal(review.at(-1), reviewFormat, 'what is said last is followed best');
      const explain = wordsFor('explain', undefined, [program(everything)], language);
      assert.equal(explain.length, 4, 'the question, an introduction and two points');
    }
  });

  it('name the target and ask for a check that compares both results', () => {
    const { targets, translation, translationCheck } = promptWords.en;
    const words = wordsFor('translate', 'python', [program('mean(x); sd(x)')], 'en');
    assert.ok(words.includes(targets.python));
    assert.ok(words.includes(translation.spreadInPython));
    assert.equal(words.at(-1), translationCheck);
    assert.ok(wordsFor('translate', undefined, [program('data a; run;', 'a.sas', 'sas')], 'en').includes(targets.r));
    assert.deepEqual(wordsFor('translate', 'sql', [program('?', 'a.txt', 'plaintext')], 'en').length, 3, 'nothing is claimed of a language that is not known');
  });

  it('say nothing of a lens where the code raises no point but the first', () => {
    assert.deepEqual(wordsFor('explain', undefined, [program('x <- 1')], 'en'), [promptWords.en.commands.explain]);
  });
});
