import assert from 'node:assert/strict';
import { referencesIn } from '../../../src/server/context/references.ts';

const found = (languageId: string, text: string): string[] => referencesIn({ languageId, text }).map(({ kind, path }) => `${kind} ${path}`);

describe('the programs that a document leads to', () => {
  it('are sourced in R, with paths as people write them', () => {
    const text = [
      'source("R/functions.R")',
      "source(here('R', 'read.R'), encoding = 'UTF-8')",
      'source(here::here("R/plot.R"))',
      'sys.source(file.path("R", "rates.R"), envir = e)',
      'source(paste0(folder, "x.R"))',
      'source(here("R", name))',
      'tar_source()',
      'tar_source("steps")',
      'tar_source("R/one.R")',
    ].join('\n');
    assert.deepEqual(found('r', text), [
      'file R/functions.R',
      'file R/read.R',
      'file R/plot.R',
      'file R/rates.R',
      'folder R',
      'folder steps',
      'file R/one.R',
    ]);
    assert.deepEqual(found('r', 'devtools::load_all()'), ['folder R']);
  });

  it('are imported in Python', () => {
    const text = 'import pandas as pd, study.rates\nfrom study import cohort, tables as t\nfrom .read import counts\nfrom . import plots\n';
    assert.deepEqual(found('python', text), [
      'module pandas',
      'module study.rates',
      'module study',
      'module study.cohort',
      'module study.tables',
      'module .read',
      'module .read.counts',
      'module .plots',
    ]);
  });

  it('are included in SAS, run in Stata and in SQL, with variables for the project’s folder', () => {
    assert.deepEqual(found('sas', '%include "&root./sas/macros.sas";\n%inc \'formats.sas\' / source2;\n'), ['file sas/macros.sas', 'file formats.sas']);
    assert.deepEqual(found('stata', 'do "$root/stata/rates.do"\nqui run prepare\ninclude `here\'\\labels.do, nostop\n'), [
      'file stata/rates.do',
      'file prepare',
      'file labels.do',
    ]);
    assert.deepEqual(found('sql', '\\i schema.sql\n@@views.sql;\nselect 1;\n'), ['file schema.sql', 'file views.sql']);
  });

  it('are those of the chunks of a report', () => {
    assert.deepEqual(found('quarto', 'source("no.R")\n\n```{r}\nsource("R/yes.R")\n```\n'), ['file R/yes.R']);
  });
});
