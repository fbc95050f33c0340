import assert from 'node:assert/strict';
import type { Finish } from '../../../src/server/backends/backend.ts';
import { GhostText } from '../../../src/server/completion/engine.ts';
import { accept, snapshotOf } from '../../support/cursor.ts';

/** The document after Tab, where a model gives this answer a few characters at a time. */
async function completed(marked: string, answer: string, languageId = 'r', finish: Finish = 'stop'): Promise<string> {
  async function* stream(): AsyncGenerator<string, Finish> {
    for (let at = 0; at < answer.length; at += 4) {
      await Promise.resolve();
      yield answer.slice(at, at + 4);
    }
    return finish;
  }
  const engine = new GhostText({
    ask: stream,
    mayGoAhead: () => false,
    onError: (error) => {
      throw error;
    },
  });
  const snapshot = snapshotOf(marked, { languageId });
  return accept(snapshot, await engine.suggest(snapshot, new AbortController().signal));
}

describe('ghost text in epidemiological code', () => {
  it('completes a dplyr pipe and no more', async () => {
    assert.equal(
      await completed(
        'weekly <- cases |>║\n\nggsave("epicurve.png")\n',
        '\n  filter(confirmed) |>\n  count(region, week = isoweek(onset)) |>\n' +
          '  mutate(rate = n / population * 1e5)\n\nprint(weekly)',
      ),
      'weekly <- cases |>\n  filter(confirmed) |>\n  count(region, week = isoweek(onset)) |>\n' +
        '  mutate(rate = n / population * 1e5)║\n\nggsave("epicurve.png")\n',
    );
  });

  it('completes a plot whose call the editor has closed', async () => {
    assert.equal(
      await completed(
        'ggplot(weekly, aes(║))\n',
        'week, n, fill = region)) +\n  geom_col() +\n  labs(x = "Week of onset", y = "Cases")\n\nother()',
      ),
      'ggplot(weekly, aes(week, n, fill = region)) +\n  geom_col() +\n  labs(x = "Week of onset", y = "Cases")║\n',
    );
  });

  it('writes what a comment asks for', async () => {
    assert.equal(
      await completed(
        'library(incidence2)\n\n# weekly incidence by region║\n',
        '\ninc <- incidence(cases, date_index = "onset", groups = "region", interval = "week")\nplot(inc)\n\n# next',
      ),
      'library(incidence2)\n\n# weekly incidence by region\n' +
        'inc <- incidence(cases, date_index = "onset", groups = "region", interval = "week")\nplot(inc)║\n',
    );
  });

  it('writes a function’s body up to the bracket that is there', async () => {
    assert.equal(
      await completed(
        'attack_rate <- function(n, pop) {\n  ║\n}\n',
        'stopifnot(pop > 0)\n  n / pop\n}\n\nsecondary <- 1',
      ),
      'attack_rate <- function(n, pop) {\n  stopifnot(pop > 0)\n  n / pop║\n}\n',
    );
    assert.equal(
      await completed('attack_rate <- function(n, pop) {║}\n', '\n  n / pop\n}\n\nx'),
      'attack_rate <- function(n, pop) {\n  n / pop\n}║\n',
    );
    assert.equal(
      await completed('attack_rate <- function(n, pop) {║}\n', '\n  n / pop\n'),
      'attack_rate <- function(n, pop) {\n  n / pop\n║}\n',
    );
  });

  it('completes pandas code', async () => {
    assert.equal(
      await completed(
        'def weekly_counts(cases):║\n\nweekly = weekly_counts(df)\n',
        '\n    weeks = cases["onset"].dt.isocalendar().week\n' +
          '    return cases.groupby([weeks, "region"]).size()\n\n\ndef x():',
        'python',
      ),
      'def weekly_counts(cases):\n    weeks = cases["onset"].dt.isocalendar().week\n' +
        '    return cases.groupby([weeks, "region"]).size()║\n\nweekly = weekly_counts(df)\n',
    );
    assert.equal(
      await completed('df = pd.read_csv("║")\n', 'cases.csv", parse_dates=["onset"])\ndf.head()', 'python'),
      'df = pd.read_csv("cases.csv", parse_dates=["onset"])║\n',
    );
  });

  it('completes a query to its end', async () => {
    assert.equal(
      await completed(
        'SELECT region,║\n',
        " date_trunc('week', onset) AS week,\n       count(*) AS n\nFROM cases\nGROUP BY 1, 2;\n\nSELECT 1;",
        'sql',
      ),
      "SELECT region, date_trunc('week', onset) AS week,\n       count(*) AS n\nFROM cases\nGROUP BY 1, 2;║\n",
    );
  });

  it('completes the line of a query within a call', async () => {
    for (const rest of ['', ')']) {
      assert.equal(
        await completed(
          `SELECT region, SUM(║${rest}\n`,
          'cases) AS total,\n  AVG(cases) AS mean,\n  MAX(cases)',
          'sql',
        ),
        'SELECT region, SUM(cases) AS total,║\n',
      );
    }
  });

  it('stays inside the chunk of a Quarto report', async () => {
    assert.equal(
      await completed(
        '# Bulletin\n\n```{r}\n║\n```\n\nText.\n',
        'cases <- readRDS("x.rds")\n```\n\nThe figure',
        'quarto',
      ),
      '# Bulletin\n\n```{r}\ncases <- readRDS("x.rds")║\n```\n\nText.\n',
    );
    assert.equal(
      await completed('# Bulletin\n\nThe incidence ║\n', 'rose in week 12.\n\n```{r}\nplot()', 'quarto'),
      '# Bulletin\n\nThe incidence rose in week 12.║\n',
    );
  });

  it('makes code of what a chat model says', async () => {
    assert.equal(
      await completed(
        'rt <- ║\n',
        'Sure, here is the code:\n```r\nrt <- estimate_R(inc, config = cfg)\n```\nThis estimates Rt.',
      ),
      'rt <- estimate_R(inc, config = cfg)║\n',
    );
  });

  it('cuts back to whole lines at the token limit', async () => {
    assert.equal(
      await completed('cases |>║\n', '\n  filter(age >= 65) |>\n  count(region) |>\n  arrange(des', 'r', 'length'),
      'cases |>\n  filter(age >= 65) |>\n  count(region) |>║\n',
    );
  });

  it('says nothing rather than what is there', async () => {
    for (const [marked, answer] of [
      ['library(dplyr)\nlibrary(║)\n', ')'],
      ['incidence║\n', 'incidence\n'],
      ['x <- 1\n║\nplot(x)\n', 'plot(x)\n'],
      ['library(dplyr)\n║\n', 'library(dplyr)\nlibrary(dplyr)\n'],
      ['x <- ║\n', '<|im_end|>'],
      ['# weekly incidence by region\n║\n', '#\n'.repeat(12)],
    ] as const) {
      assert.equal(await completed(marked, answer), marked, answer);
    }
  });
});
