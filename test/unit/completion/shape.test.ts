import assert from 'node:assert/strict';
import { defaultBudget } from '../../../src/server/completion/budget.ts';
import { scopeAt } from '../../../src/server/completion/shape.ts';
import { viewOf } from '../../../src/server/completion/view.ts';
import { snapshotOf } from '../../support/cursor.ts';

const scope = (marked: string, languageId = 'r', invoked = false): string | undefined =>
  scopeAt(viewOf(snapshotOf(marked, { languageId }), defaultBudget), invoked);

describe('shape', () => {
  it('does not ask in front of words', () => {
    assert.equal(scope('cases <- ║read_csv("x")'), undefined);
    assert.equal(scope('x <- f(║été)'), undefined);
    assert.equal(scope('x <- f(║a)', 'r', true), 'line', 'unless the person asks');
  });

  it('asks in front of brackets and punctuation', () => {
    assert.equal(scope('x <- mean(cases║)'), 'line');
    assert.equal(scope('filter(region == "║") |>'), 'line');
  });

  it('asks for several lines where something is open', () => {
    for (const line of [
      'cases |> ║',
      'cases %>%║',
      'x <- purrr::map(l, f) %in% ║',
      'ggplot(cases, aes(week, n)) +║',
      'f <- function(x) {║',
      'c(║',
      'summarise(n = sum(n),║',
      'weekly <- ║',
      'weekly = ║',
      'n ~ ║',
    ]) {
      assert.equal(scope(line), 'statement', line);
    }
    assert.equal(scope('SELECT region,║', 'sql'), 'statement');
    assert.equal(scope('summarise(║)'), 'statement');
  });

  it('asks for several lines of R behind a pipe or in a call, wherever they end', () => {
    for (const line of ['df |>║', 'df |> mutate(║', 'counts |> group_by(║)', 'x <- case_when(║', 'df |>\n  mutate(║)']) {
      assert.equal(scope(line), 'statement', line);
    }
  });

  it('asks for the line where a function of SQL is called, but not for a subquery or a table', () => {
    for (const line of [
      'SELECT region, SUM(║',
      'SELECT region, sum (║)',
      'SELECT count(DISTINCT lower(║',
      'SELECT n, rank() OVER (║',
      'INSERT INTO cases VALUES (║',
      'WHERE week >= date_trunc(║',
      '  coalesce(║',
    ]) {
      assert.equal(scope(line, 'sql'), 'line', line);
    }
    for (const line of [
      'WHERE region IN (║',
      'WITH weekly AS (║',
      'FROM (║',
      'WHERE NOT EXISTS(║',
      'CREATE TABLE cases (║',
      '  (║',
      'SELECT region,║',
    ]) {
      assert.equal(scope(line, 'sql'), 'statement', line);
    }
    assert.equal(scope('```{sql}\nSELECT region, SUM(║\n```', 'quarto'), 'line', 'in a chunk');
  });

  it('asks for the body of a Python block, but for a dictionary’s value only', () => {
    assert.equal(scope('def attack_rate(cases, population):║', 'python'), 'indented');
    assert.equal(scope('x = {"region":║', 'python'), 'statement');
  });

  it('asks for several lines on an empty line and after a comment that says what is wanted', () => {
    assert.equal(scope('x <- 1\n║\n'), 'paragraph');
    assert.equal(scope('# weekly incidence by region║'), 'paragraph');
    assert.equal(scope('  -- cases per week and region║', 'sql'), 'paragraph');
  });

  it('asks for one line otherwise', () => {
    for (const line of ['cas║', 'plot(cases)║', '# cases║', "#' Title of a function║", '#| echo: false yes it is║']) {
      assert.equal(scope(line), 'line', line);
    }
    assert.equal(scope('read_csv("data/cases,║")'), 'line', 'inside a string');
    assert.equal(scope('{ ║ }\n'), 'statement');
  });

  it('asks for one line of prose, and for code in its chunks', () => {
    assert.equal(scope('The incidence, ║\n', 'quarto'), 'line');
    assert.equal(scope('Text\n\n```{r}\n║\n```\n', 'quarto'), 'paragraph');
  });

  it('asks for the body of what words begin and end', () => {
    for (const line of [
      'data weekly;║',
      'proc means data=cases noprint;║',
      'PROC SQL;║',
      'data weekly;\n  do i = 1 to 52;║',
      '  if age >= 65 then do;║',
      '%macro rates(region);║',
    ]) {
      assert.equal(scope(line, 'sas'), 'statement', line);
    }
    for (const line of ['set cases;║', 'run;║', 'data weekly; set cases; run;║', "title 'What to do now';║", 'data = 1;║']) {
      assert.equal(scope(line, 'sas'), 'line', line);
    }
    for (const line of [
      'program define attack_rate║',
      'foreach v of varlist age sex {║',
      'if `n\' > 5 {║',
      'regress rate age ///║',
      'mata:║',
    ]) {
      assert.equal(scope(line, 'stata'), 'statement', line);
    }
    for (const line of ['use cases, clear║', 'program drop attack_rate║', 'end║']) {
      assert.equal(scope(line, 'stata'), 'line', line);
    }
    for (const line of ['SELECT║', 'FROM cases\nWHERE║', 'FROM cases\n  GROUP BY ║', 'SELECT DISTINCT║']) {
      assert.equal(scope(line, 'sql'), 'statement', line);
    }
    assert.equal(scope('SELECT region FROM║', 'sql'), 'line');
  });

  it('asks for what comments of every form ask for', () => {
    assert.equal(scope('* weekly counts by region;║', 'sas'), 'paragraph');
    assert.equal(scope('/* weekly counts by region */║', 'sas'), 'paragraph');
    assert.equal(scope('* weekly counts by region║', 'stata'), 'paragraph');
    assert.equal(scope('// weekly counts by region║', 'stata'), 'paragraph');
    assert.equal(scope('/* weekly counts by region */║', 'sql'), 'paragraph');
    assert.equal(scope('*--------- weekly counts by region ---------;║', 'sas'), 'line');
    assert.equal(scope('# %% weekly counts by region║', 'python'), 'line');
    assert.equal(scope('/* weekly counts by region║', 'sas'), 'line', 'not ended yet');
  });

  it('asks for one line in texts of several and in the options of a chunk', () => {
    assert.equal(scope('x <- dbGetQuery(con, "\n  SELECT region,║'), 'line');
    assert.equal(scope('def f():\n    """Rate.\n\n    ║', 'python'), 'line');
    assert.equal(scope('```{r}\n#| fig-cap: cases by week and region║\n```', 'quarto'), 'line');
    assert.equal(scope('```{r}\n#| layout: [║\n```', 'quarto'), 'line');
  });

  it('sees what stands before a comment at the end of the line', () => {
    assert.equal(scope('SELECT region -- of the case,║', 'sql'), 'line');
    assert.equal(scope('%%sql\nSELECT region,║', 'python'), 'statement', 'in a cell of a notebook');
  });
});
