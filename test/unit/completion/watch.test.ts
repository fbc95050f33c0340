import assert from 'node:assert/strict';
import { defaultBudget } from '../../../src/server/completion/budget.ts';
import { defaults } from '../../../src/server/completion/defaults.ts';
import type { Scope } from '../../../src/server/completion/shape.ts';
import { viewOf } from '../../../src/server/completion/view.ts';
import { ScopeWatch } from '../../../src/server/completion/watch.ts';
import { snapshotOf } from '../../support/cursor.ts';

/** What is kept of an answer that comes in pieces of three characters, with a mark where reading stopped early. */
function watched(marked: string, scope: Scope, answer: string, languageId = 'r'): string {
  const watch = new ScopeWatch(viewOf(snapshotOf(marked, { languageId }), defaultBudget), scope);
  for (let at = 0; at < answer.length; at += 3) {
    if (watch.push(answer.slice(at, at + 3))) return `${watch.text}■`;
  }
  return watch.text;
}

describe('scope watch', () => {
  describe('for one line', () => {
    it('ends with the line', () => {
      assert.equal(watched('x <- ║', 'line', 'mean(n)\ny <- 2'), 'mean(n)■');
      assert.equal(watched('x <- ║', 'line', '\ny <- 2'), '■');
      assert.equal(watched('x <- ║', 'line', 'mean(n)'), 'mean(n)');
    });

    it('goes on behind talk and an opening fence', () => {
      assert.equal(
        watched('x <- ║', 'line', 'Here is the code:\n```r\nmean(n)\n```\n'),
        'Here is the code:\n```r\nmean(n)■',
      );
    });

    it('takes a fence for text in prose', () => {
      assert.equal(watched('Text\n║', 'line', '```{r}\nx', 'quarto'), '```{r}■');
    });
  });

  describe('for a statement', () => {
    it('ends where a pipe does', () => {
      assert.equal(
        watched('cases |>║', 'statement', '\n  filter(n > 0) |>\n  count(week)\nplot(cases)\n'),
        '\n  filter(n > 0) |>\n  count(week)■',
      );
    });

    it('ends where a plot does', () => {
      assert.equal(
        watched(
          'ggplot(cases, aes(week, n)) +║',
          'statement',
          '\n  geom_col() +\n  # by week\n  theme_bw()\n\nggsave("x")',
        ),
        '\n  geom_col() +\n  # by week\n  theme_bw()■',
      );
    });

    it('ends where a call or body is closed', () => {
      assert.equal(watched('mean(║)', 'statement', 'n)\ny <- 2\n'), 'n)■');
      assert.equal(
        watched('f <- function(x) {║', 'statement', '\n  y <- x |>\n    g()\n  y\n}\nh <- 1\n'),
        '\n  y <- x |>\n    g()\n  y\n}■',
      );
      assert.equal(
        watched('case_when(║', 'statement', '\n  a ~ 1,\n  b ~ 2\n) |>\n  f()\nz\n'),
        '\n  a ~ 1,\n  b ~ 2\n) |>\n  f()■',
      );
    });

    it('ends before what stands outside it', () => {
      assert.equal(watched('  x <- c(║\n', 'statement', '\n    1,\n    2\n}\n'), '\n    1,\n    2■');
      assert.equal(watched('cases |>║', 'statement', '\n  f() |>\nplot(x)\n'), '\n  f() |>■');
    });

    it('goes through the clauses of a query to its semicolon', () => {
      assert.equal(
        watched('SELECT region,║', 'statement', '\n       age\nFROM cases\nGROUP BY 1;\nSELECT 2;\n', 'sql'),
        '\n       age\nFROM cases\nGROUP BY 1;■',
      );
    });
  });

  describe('for a body', () => {
    it('ends before the dedent', () => {
      assert.equal(
        watched('def rate(n, pop):║', 'indented', '\n    r = n / pop\n    return r\nprint(rate(1, 2))\n', 'python'),
        '\n    r = n / pop\n    return r■',
      );
    });
  });

  describe('for a paragraph', () => {
    it('ends before the blank line after it', () => {
      assert.equal(
        watched('# weekly counts of cases║', 'paragraph', '\nx <- 1\ny <- 2\n\nz <- 3'),
        '\nx <- 1\ny <- 2■',
      );
      assert.equal(watched('a <- 0\n║', 'paragraph', '\nx <- 1\n\nz'), '\nx <- 1■');
    });

    it('ends where nothing but blank lines come', () => {
      assert.equal(watched('a <- 0\n║', 'paragraph', '\n\n\n\n\n\nx').trim(), '■');
    });

    it('ends before the dedent', () => {
      assert.equal(watched('f <- function() {\n  ║', 'paragraph', 'x <- 1\n  x\n}\n\n'), 'x <- 1\n  x■');
      assert.equal(watched('f <- function() {\n║', 'paragraph', '  x <- 1\n  x\n}\n\n'), '  x <- 1\n  x■');
    });

    it('ends before what already follows', () => {
      assert.equal(watched('║\nplot(x)\n', 'paragraph', 'x <- 1\nplot(x)\ny'), 'x <- 1■');
      assert.equal(watched('║\n}\n', 'paragraph', 'x <- 1\n}\ny'), 'x <- 1■');
    });

    it('ends before the fence of the chunk', () => {
      assert.equal(watched('```{r}\n║', 'paragraph', 'x <- 1\n```\nText\n', 'quarto'), 'x <- 1■');
    });

    it('ends after as many lines as a person reads', () => {
      const lines = Array.from({ length: 100 }, (_, line) => `x${line} <- ${line}`).join('\n');
      assert.equal(watched('║', 'paragraph', lines).split('\n').length, defaults.blockLines);
    });

    it('ends where a model goes round in circles', () => {
      assert.equal(watched('║', 'paragraph', 'a()\na()\na()\na()\n'), 'a()■');
      assert.equal(watched('║', 'paragraph', 'x\na()\nb()\na()\nb()\na()\n'), 'x\na()\nb()■');
      assert.equal(watched('║', 'paragraph', 'x\n#\n#\n#\n'), 'x\n#■');
      assert.equal(watched('║', 'paragraph', 'f(\n)\nf(\n)\nf(\n)\n'), 'f(\n)■');
      assert.equal(
        watched('║', 'paragraph', 'f({\n  g({\n  })\n})\n\n'),
        'f({\n  g({\n  })\n})■',
        'brackets do not count',
      );
    });
  });

  describe('at the end of a complete line', () => {
    it('shows the next line, though it opens more', () => {
      assert.equal(watched('library(dplyr)║', 'line', '\nlibrary(ggplot2)\nlibrary(tidyr)\n'), '\nlibrary(ggplot2)■');
      assert.equal(watched('x <- 1║', 'line', '\nweekly <- cases |>\n  count(week)\n'), '\nweekly <- cases |>■');
      assert.equal(watched('x <- 1 # one║', 'line', '\n\nplot(x)\n'), '\n\nplot(x)■');
      assert.equal(watched('df = 1║', 'line', '\ndef f():\n    pass\n', 'python'), '\ndef f():■');
      assert.equal(watched('FROM cases║', 'line', "\nWHERE onset > '2023-01-01'\n", 'sql'), "\nWHERE onset > '2023-01-01'■");
      assert.equal(watched('  set cases;║', 'line', '\n  where age > 65;\nrun;\n', 'sas'), '\n  where age > 65;■');
      assert.equal(watched('use cases, clear║', 'line', '\ntabulate region\n', 'stata'), '\ntabulate region■');
      assert.equal(watched('f <- function(x) {\n  x║', 'line', '\n}\n'), '\n}■');
    });

    it('does not, where the line needs more itself', () => {
      for (const [marked, language] of [
        ['x <- ║', 'r'],
        ['x <- mean(n║', 'r'],
        ['if (n > 5)║', 'r'],
        ['else║', 'r'],
        ['f <- function(x)║', 'r'],
        ['x <- "a║', 'r'],
        ['x = a and║', 'python'],
        ['x = [1, 2║', 'python'],
        ['WHERE age >║', 'sql'],
        ['set cases║', 'sas'],
        ['gen rate = n /║', 'stata'],
        ['x║ # and', 'r'],
      ] as const) {
        assert.equal(watched(marked, 'line', '\ny\n', language), '■', marked);
      }
      assert.equal(watched('The incidence rose.║', 'line', '\n\nIt fell.\n', 'quarto'), '■', 'in prose');
    });

    it('shows what closes a call, and nothing else in one', () => {
      assert.equal(watched('x <- c(\n  a = 1║', 'line', '\n)\nplot(x)\n'), '\n)■');
      assert.equal(watched('x <- c(\n  a = 1║', 'line', '\nplot(x)\n').trim(), '■');
      assert.equal(watched('x <- c(\n  a = 1║\n)\n', 'line', '\n)\nplot(x)\n').trim(), '■');
    });

    it('shows how a call or a statement of SAS goes on', () => {
      assert.equal(watched('x = (\n    df║', 'line', '\n    .agg(n=1)\n', 'python'), '\n    .agg(n=1)■');
      assert.equal(watched('x = [\n    f(y)║', 'line', '\n    for y in z\n', 'python'), '\n    for y in z■');
      assert.equal(watched('  value age║', 'line', "\n    0 - 14 = '00-14'\n", 'sas'), "\n    0 - 14 = '00-14'■");
      assert.equal(
        watched("  value age\n    0 - 14 = '00-14'║", 'line', "\n    15 - 49 = '15-49'\n", 'sas'),
        "\n    15 - 49 = '15-49'■",
      );
    });

    it('shows the bracket behind the last comma', () => {
      assert.equal(watched('x = {\n    "a": 1,║', 'statement', '\n}\ny = 2\n', 'python'), '\n}■');
    });

    it('shows the next line of a query behind a word that asks for more', () => {
      assert.equal(watched('CREATE VIEW weekly AS║', 'line', '\nSELECT *\n', 'sql'), '\nSELECT *■');
      assert.equal(watched('SELECT *║', 'line', '\nFROM cases\n', 'sql'), '\nFROM cases■');
    });

    it('does not show what follows already', () => {
      assert.equal(watched('x <- 1║\nplot(x)\n', 'line', '\nplot(x)\ny\n').trim(), '■');
      assert.equal(watched('  n / pop║\n}\n', 'line', '\n}\n').trim(), '■');
    });
  });

  describe('for what words begin and end', () => {
    it('goes through a step of SAS to its end', () => {
      const body = '\n  set cases;\n  if age >= 65 then do;\n    senior = 1;\n  end;\nrun;';
      assert.equal(watched('data seniors;║', 'statement', `${body}\nproc print;\nrun;\n`, 'sas'), `${body}■`);
      assert.equal(
        watched('proc sql;║', 'statement', '\ncreate table a as\nselect region, count(*) as n\nfrom cases;\nquit;\nx', 'sas'),
        '\ncreate table a as\nselect region, count(*) as n\nfrom cases;\nquit;■',
      );
      assert.equal(
        watched('data a;\n  do i = 1 to 3;║', 'statement', '\n    output;\n  end;\n  drop i;\nrun;\n', 'sas'),
        '\n    output;\n  end;■',
      );
    });

    it('ends before the next step where the model forgot to end one', () => {
      assert.equal(watched('data a;║', 'statement', '\n  set b;\nproc print;\nrun;\n', 'sas'), '\n  set b;■');
    });

    it('takes the end of a step along, though it is not indented, unless it is there', () => {
      assert.equal(watched('data a;\n  ║', 'paragraph', 'set b;\nrun;\ndata c;\n', 'sas'), 'set b;\nrun;■');
      assert.equal(watched('data a;\n  ║\nRUN;\n', 'paragraph', 'set b;\nrun;\ndata c;\n', 'sas'), 'set b;■');
      assert.equal(watched('program define a\n  ║', 'paragraph', 'display 1\nend\na\n', 'stata'), 'display 1\nend■');
    });

    it('goes through a program, a loop and a continued command of Stata', () => {
      assert.equal(
        watched('program define rate║', 'statement', '\n    args n pop\n    display `n\' / `pop\'\nend\nrate 1 2\n', 'stata'),
        "\n    args n pop\n    display `n' / `pop'\nend■",
      );
      assert.equal(
        watched('foreach v of varlist a b {║', 'statement', "\n    summarize `v'\n}\nexit\n", 'stata'),
        "\n    summarize `v'\n}■",
      );
      assert.equal(
        watched('logit death ///║', 'statement', '\n    i.age_group ///\n    i.sex, or\nestat gof\n', 'stata'),
        '\n    i.age_group ///\n    i.sex, or■',
      );
    });
  });

  it('reads strings of several lines', () => {
    const query = '\n  SELECT count(*)\n  FROM cases (\n")';
    assert.equal(watched('x <- dbGetQuery(con, "║', 'statement', `${query}\ny <- 1\n`), `${query}■`);
    assert.equal(watched('x <- read_csv("║', 'statement', 'cases.csv",\n  skip = 1)\ny\n'), 'cases.csv",\n  skip = 1)■');
  });

  it('sees a pipe before a comment', () => {
    assert.equal(watched('cases |>║', 'statement', '\n  f() |> # first\n  g()\nh()\n'), '\n  f() |> # first\n  g()■');
  });

  it('ends where a model is stuck within a line', () => {
    assert.equal(watched('x <- ║', 'line', `10${'0'.repeat(100)}`), '■');
    assert.equal(watched('║', 'paragraph', `a <- 1\nb <- week${'_id'.repeat(50)}\nc`), 'a <- 1■');
    assert.equal(
      watched('║', 'paragraph', `x <- c(0, 0, 0, 0, 0, 0)\n# ${'-'.repeat(60)}\n`),
      `x <- c(0, 0, 0, 0, 0, 0)\n# ${'-'.repeat(60)}\n`,
    );
  });

  it('ends where a line of code does not, unless it is the only one', () => {
    const columns = Array.from({ length: 40 }, (_, at) => `"age_${at}"`).join(', ');
    assert.equal(watched('cases |>║', 'statement', ` select(c(${columns}))\n`), '■');
    assert.equal(watched('cases |>║', 'statement', `\n  f() |>\n  select(${columns})\n`), '\n  f() |>■');
    assert.equal(watched('x <- c(║', 'line', `${columns})`), `${columns})`);
  });

  it('reads CRLF answers', () => {
    assert.equal(watched('║', 'paragraph', 'a\r\nb\r\n\r\nc'), 'a\nb■');
  });
});
