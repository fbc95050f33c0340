import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { definitions } from '../../../../src/server/context/sources/definitions.ts';
import { freshFolder } from '../../../support/folder.ts';
import { collected, filler, InventedEditor } from '../projects.ts';

describe('the definitions that a completion draws on', () => {
  const folder = freshFolder();
  let editor: InventedEditor;
  beforeEach(() => {
    editor = new InventedEditor(folder.path);
  });
  const texts = async (...place: Parameters<InventedEditor['placeIn']>): Promise<Record<string, string>> =>
    Object.fromEntries((await collected(definitions, editor.placeIn(...place))).map(({ id, text }): [string, string] => [id.split(' ').at(-1) ?? '', text]));

  it('are those of sourced files, whole and in brief', async () => {
    folder.write({
      'R/functions.R': '# Taux\nper_100k <- function(n, pop) {\n  1e5 * n / pop\n}\n\nisoweek <- function(date) {\n  format(date)\n}\n',
      'R/other.R': 'unreached <- function(x) 1\n',
    });
    assert.deepEqual(await texts('reports/rates.R', 'library(here)\nsource(here("R", "functions.R"))\nrate <- per_100k(║'), {
      per_100k: '# Taux\nper_100k <- function(n, pop) {\n  1e5 * n / pop\n}',
      isoweek: 'isoweek <- function(date) {\n  format(date)\n}',
    });
  });

  it('rank used ones first, then those that have names in common with the lines around the cursor', async () => {
    folder.write({ 'f.R': 'a <- function(n_cases, population) 1\nb <- function(week) 2\nc <- function(x) 3\n' });
    const found = await collected(definitions, editor.placeIn('a.R', 'source("f.R")\nx <- c(n_cases, population) + ║'));
    assert.deepEqual(
      found.map(({ brief, rank }) => [brief?.text, Math.round(rank * 100) / 100]),
      [
        ['a <- function(n_cases, population) 1', 0.6],
        ['b <- function(week) 2', 0.3],
        ['c <- function(x) 3', 0.9],
      ],
    );
  });

  it('are those of open editors before those of the disk', async () => {
    folder.write({ 'R/functions.R': 'rate <- function(old) 1\n' });
    editor.open('R/functions.R', 'rate <- function(unsaved) 2\n');
    assert.deepEqual(await texts('a.R', 'source("R/functions.R")\nrate(║'), { rate: 'rate <- function(unsaved) 2' });
  });

  it('are found anew when a file has changed, without being told', async () => {
    folder.write({ 'f.R': 'rate <- function(a) 1\n' });
    assert.deepEqual(await texts('a.R', 'source("f.R")\nrate(║'), { rate: 'rate <- function(a) 1' });
    folder.write({ 'f.R': 'rate <- function(a, b) 22\n' });
    assert.deepEqual(await texts('a.R', 'source("f.R")\nrate(║'), { rate: 'rate <- function(a, b) 22' });
  });

  it('are found through several files, in R’s folder of a package or of targets, and in older encodings', async () => {
    folder.write({
      'main.R': 'source("R/one.R")\n',
      'R/one.R': 'source("R/two.R")\n',
      'R/two.R': Buffer.from('# Début d’étude\nétude <- function(âge) âge + 1\n', 'latin1'),
      'pkg/DESCRIPTION': 'Package: etude\n',
      'pkg/R/x.R': 'exported <- function(x) 1\n',
      'pipe/_targets.R': 'tar_source()\n',
      'pipe/R/steps.R': 'clean_cases <- function(raw) 2\n',
    });
    assert.match((await texts('a.R', 'source("main.R")\nétude(║'))['étude'] ?? '', /étude <- function\(âge\)/);
    assert.deepEqual(await texts('pkg/tests/t.R', 'exported(║'), { exported: 'exported <- function(x) 1' });
    assert.deepEqual(await texts('pipe/report.qmd', '```{r}\nclean_cases(║\n```\n', 'quarto'), { clean_cases: 'clean_cases <- function(raw) 2' });
  });

  it('are found in Python, SAS, Stata and SQL', async () => {
    folder.write({
      'study/rates.py': 'def per_100k(n, pop):\n    return 1e5 * n / pop\n',
      'src/tools/__init__.py': 'def clean(df):\n    return df\n',
      'sas/macros.sas': '%macro taux(n=, pop=);\n%mend;\n',
      'stata/rates.do': 'program define taux\n  args n\nend\n',
      'sql/schema.sql': 'create table visits (region text, n int);\n',
    });
    assert.deepEqual(await texts('main.py', 'from study.rates import per_100k\nfrom tools import clean\nx = per_100k(║clean(', 'python'), {
      per_100k: 'def per_100k(n, pop):\n    return 1e5 * n / pop',
      clean: 'def clean(df):\n    return df',
    });
    assert.deepEqual(await texts('study/other.py', 'from .rates import per_100k\nper_100k(║', 'python'), {
      per_100k: 'def per_100k(n, pop):\n    return 1e5 * n / pop',
    });
    assert.deepEqual(Object.keys(await texts('sas/a.sas', '%include "&root./sas/macros.sas";\n%taux(║', 'sas')), ['taux']);
    assert.deepEqual(Object.keys(await texts('a.do', 'do stata/rates\ntaux ║', 'stata')), ['taux']);
    assert.deepEqual(await texts('sql/a.sql', '\\i schema.sql\nselect region from visits ║', 'sql'), {
      visits: 'create table visits (region text, n int);',
    });
  });

  it('are those of the document itself above the prompt, and none that the prompt holds', async () => {
    folder.write({ 'f.R': 'inside <- function(z) 0\n' });
    const own = `above <- function(x) 1\nsource("f.R")\n${filler}inside <- function(y) 2\nabove(║`;
    assert.deepEqual(await texts('a.R', own), { above: 'above <- function(x) 1' });
  });

  it('come from no file outside of the workspace folder, whatever leads there', async () => {
    folder.write({ 'project/a.R': '', 'elsewhere/secret.R': 'hidden <- function(x) 1\n', 'project/data.csv': 'hidden <- function(x) 1\n' });
    symlinkSync(`${folder.path}/elsewhere`, `${folder.path}/project/link`);
    const { path } = folder;
    editor = new InventedEditor(`${path}/project`);
    for (const named of ['../elsewhere/secret.R', `${path}/elsewhere/secret.R`, 'link/secret.R', 'data.csv']) {
      assert.deepEqual(await texts('a.R', `source("${named}")\nhidden(║`), {}, named);
    }
  });

  it('are asked for anew only for other names, other files, another window', () => {
    const key = (marked: string) => definitions.dependsOn(editor.placeIn('a.R', marked));
    const before = key('source("f.R")\nrate <- per_100k(n)\n║');
    assert.equal(key('source("f.R")\nrate <- per_100k(n)\nrate║'), before);
    assert.notEqual(key('source("f.R")\nrate <- per_100k(n, pop)\n║'), before);
    editor.open('other.R', 'x <- 1');
    assert.notEqual(key('source("f.R")\nrate <- per_100k(n)\n║'), before);
  });
});
