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
