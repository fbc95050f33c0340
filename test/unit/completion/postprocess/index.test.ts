import assert from 'node:assert/strict';
import { defaultBudget } from '../../../../src/server/completion/budget.ts';
import type { Ending } from '../../../../src/server/completion/postprocess/candidate.ts';
import { received, shown } from '../../../../src/server/completion/postprocess/index.ts';
import { viewOf } from '../../../../src/server/completion/view.ts';
import { parse, snapshotOf } from '../../../support/cursor.ts';

/** The document with what the whole pipeline makes of a model's answer. */
function through(marked: string, answer: string, languageId = 'r', ending: Ending = 'stop'): string {
  const view = viewOf(snapshotOf(marked, { languageId }), defaultBudget);
  const { text, offset } = parse(marked);
  const result = shown(received(answer, ending, view), view);
  if (result === undefined) return 'nothing';
  return text.slice(0, offset) + result.text + '║' + text.slice(offset + result.replaces);
}

describe('post-processing pipeline', () => {
  it('makes code of a chat model’s answer', () => {
    assert.equal(
      through('weekly <- cases |>\n  ║', "Here's the code:\n```r\n  count(week)\n```\nIt counts.<|im_end|>"),
      'weekly <- cases |>\n  count(week)║',
    );
  });

  it('takes away an echo and the space that was typed', () => {
    assert.equal(through('weekly <- ║', 'weekly <- count(cases)'), 'weekly <- count(cases)║');
    assert.equal(through('weekly <- ║', 'weekly <-'), 'nothing');
  });

  it('cuts a half line before it looks at what follows', () => {
    assert.equal(
      through('df = (cases\n    ║\n)\n', '.groupby("region")\n    .sum()\n)\nprint(d', 'python', 'length'),
      'df = (cases\n    .groupby("region")\n    .sum()║\n)\n',
    );
  });

  it('replaces what the editor closed by itself', () => {
    assert.equal(through('cases.query("║")', 'age >= 65")  \n', 'python'), 'cases.query("age >= 65")║');
  });

  it('is silent where only a bracket that is there would come', () => {
    assert.equal(through('mean(x║)', ')\n'), 'nothing');
    assert.equal(through('mean(x║)', '  '), 'nothing');
  });

  it('keeps to what a dplyr pipe and a plot need', () => {
    assert.equal(
      through(
        'weekly <- cases |>\n  filter(║)\n\nggsave("epicurve.png")\n',
        'confirmed, age >= 65) |>\n  count(region, week = isoweek(onset)) |>\n',
      ),
      'weekly <- cases |>\n  filter(confirmed, age >= 65) |>\n  count(region, week = isoweek(onset))║\n\nggsave("epicurve.png")\n',
    );
    assert.equal(
      through('ggplot(weekly) +\n  geom_col(║) +\n  theme_minimal()\n', 'aes(week, n)) +\n  theme_minimal()\nggsave("a.png")'),
      'ggplot(weekly) +\n  geom_col(aes(week, n)) +║\n  theme_minimal()\n',
    );
  });

  it('writes Python as the document is indented', () => {
    assert.equal(
      through(
        'def rate(n, pop):\n\tif pop == 0:\n\t\treturn None\n\treturn n / pop\n\ndef rates(df):║\n',
        '\n    for region, part in df.groupby("region"):\n        yield region, rate(len(part), part["pop"].iloc[0])\n',
        'python',
      ),
      'def rate(n, pop):\n\tif pop == 0:\n\t\treturn None\n\treturn n / pop\n\ndef rates(df):' +
        '\n\tfor region, part in df.groupby("region"):\n\t\tyield region, rate(len(part), part["pop"].iloc[0])║\n',
    );
  });

  it('keeps a query in order and to its semicolon', () => {
    assert.equal(
      through('SELECT region,║\nFROM cases\nGROUP BY region;\n', ' count(*) AS n,\n  sum(deaths) AS deaths\nfrom cases\nwhere 1', 'sql'),
      'SELECT region, count(*) AS n,\n  sum(deaths) AS deaths║\nFROM cases\nGROUP BY region;\n',
    );
    assert.equal(
      through('SELECT region\nFROM cases\nWHERE ║', "onset >= '2023-01-01';\n\nDROP TABLE cases;", 'sql'),
      "SELECT region\nFROM cases\nWHERE onset >= '2023-01-01';║",
    );
  });

  it('does not double the end of a step of SAS', () => {
    assert.equal(
      through(
        'proc means data=cases noprint;\n  class region;║\nrun;\n',
        '\n  var age;\n  output out=weekly mean=age;\nRUN;\nproc print;',
        'sas',
      ),
      'proc means data=cases noprint;\n  class region;\n  var age;\n  output out=weekly mean=age;║\nrun;\n',
    );
    assert.equal(
      through('data a;\n  set b;\nrun;\n║', 'proc sort data=a; by week; run;\nrun;', 'sas'),
      'data a;\n  set b;\nrun;\nproc sort data=a; by week; run;║',
    );
  });

  it('does not end in Stata what is not open', () => {
    assert.equal(
      through('foreach v of varlist age sex {\n    ║\n}\n', "tabulate `v' region\n}\nend", 'stata'),
      "foreach v of varlist age sex {\n    tabulate `v' region║\n}\n",
    );
    assert.equal(
      through('program define rate\n    args n pop\n║', "    display `n' / `pop'\nend\nend", 'stata'),
      "program define rate\n    args n pop\n    display `n' / `pop'\nend║",
    );
  });

  it('does not run into the fences of a report', () => {
    assert.equal(
      through('Cases ║\n', 'rose in week 12.\n\n```{r, fig.cap', 'quarto'),
      'Cases rose in week 12.║\n',
    );
    assert.equal(
      through('```{r}\nweekly <- ║\n```\n', 'count(cases, week)\n```\n\nCases', 'rmd'),
      '```{r}\nweekly <- count(cases, week)║\n```\n',
    );
  });
});
