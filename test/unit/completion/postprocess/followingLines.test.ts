import assert from 'node:assert/strict';
import { followingLines, isFollowingLine } from '../../../../src/server/completion/postprocess/followingLines.ts';
import { filtered } from './golden.ts';

describe('following lines', () => {
  const cut = (marked: string, text: string, languageId = 'r'): string | undefined =>
    filtered(followingLines, marked, text, { languageId })?.text;

  it('are not written again', () => {
    const marked = 'cases |>\n  ║\n  ggplot(aes(week, n)) +\n  geom_col()\n';
    assert.equal(cut(marked, 'count(week) |>\n  ggplot(aes(week, n)) +\n  geom_line()'), 'count(week) |>');
  });

  it('are not suggested by themselves', () => {
    assert.equal(cut('║\nlibrary(dplyr)\n', 'library(dplyr)'), '');
    assert.equal(cut('SELECT region\n║\n\nFROM cases\n', 'FROM cases', 'sql'), '');
    assert.equal(cut('SELECT region\nFR║\nFROM cases\n', 'OM cases', 'sql'), '');
  });

  it('hold the bracket that closes what was open before', () => {
    assert.equal(cut('f <- function(x) {\n  ║\n}\n', 'mean(x)\n}\n\ng <- 1'), 'mean(x)');
    assert.equal(cut('f <- function(x) {║\n}\n', '\n  if (x) {\n    y\n  }\n}'), '\n  if (x) {\n    y\n  }');
  });

  it('do not hold a bracket of the completion’s own', () => {
    const text = 'if (x) {\n  y\n}';
    assert.equal(cut('f <- function(x) {\n║\n}\n', text), text);
    assert.equal(cut(`${'x <- f(1)\n'.repeat(2000)}║\n}\n`, text), text, 'where more may be open further up');
    const calls = 'g(\n  x\n)';
    assert.equal(cut('f(\n║\n)\n', calls), calls);
    assert.equal(cut('x <- c(1) |>\n║\n)(2)\n', 'f(\n)'), 'f(\n)', 'another line');
  });

  it('hold a bracket of the completion’s own where theirs would close nothing', () => {
    const tail = '\n  )\n\nplot(x)\n';
    assert.equal(cut(`x <- guests |>║${tail}`, '\n  summarise(\n    n = n()\n  )\n\nplot'), '\n  summarise(\n    n = n()');
    assert.equal(cut('║\n}\n', 'if (x) {\n  y\n}'), 'if (x) {\n  y');
    assert.equal(cut('f <- function(x) {\n║\n}\n}\n', 'if (x) {\n  y\n}'), 'if (x) {\n  y');
    assert.equal(cut('f(║\n)\n)\n', 'g(\n  x\n)\n)'), 'g(\n  x');
  });

  it('are not compared with a first line that goes on behind the cursor', () => {
    assert.equal(cut('mean(║)\nmean(x\n', 'x'), 'x');
  });

  it('are compared without regard to their indentation', () => {
    assert.equal(isFollowingLine('plot(x)', '  plot(x)', false, 'r'), true);
    assert.equal(isFollowingLine('  }', '}', true, 'r'), false);
    assert.equal(isFollowingLine('}', '}', false, 'r'), false);
    assert.equal(isFollowingLine('', '}', true, 'r'), false);
    assert.equal(isFollowingLine('x', undefined, true, 'r'), false);
  });

  it('are the same but for spacing, quotes, and, in some languages, capitals', () => {
    assert.equal(isFollowingLine("filter( region=='IDF' )", 'filter(region == "IDF")', false, 'r'), true);
    assert.equal(isFollowingLine('Run;', 'RUN ;', false, 'sas'), true);
    assert.equal(isFollowingLine('from cases', 'FROM cases', false, 'sql'), true);
    assert.equal(isFollowingLine('Plot(x)', 'plot(x)', false, 'r'), false);
    assert.equal(isFollowingLine('filter(year == 2023)', 'filter(year == 2024)', false, 'r'), false);
    assert.equal(isFollowingLine('end if', 'endif', false, 'stata'), false);
  });
});
