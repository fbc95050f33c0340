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
});
