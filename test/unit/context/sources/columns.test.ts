import assert from 'node:assert/strict';
import { columns } from '../../../../src/server/context/sources/columns.ts';
import { freshFolder } from '../../../support/folder.ts';
import { collected, filler, InventedEditor } from '../projects.ts';

describe('the columns that a completion draws on', () => {
  const folder = freshFolder();
  let editor: InventedEditor;
  beforeEach(() => {
    editor = new InventedEditor(folder.path);
  });
  const texts = async (...place: Parameters<InventedEditor['placeIn']>) =>
    (await collected(columns, editor.placeIn(...place))).map(({ text, document }) => [text, document.uri]);

  it('are those that other open programs name of the same data', async () => {
    editor.open('b.R', 'cases <- read_csv("data/cases.csv")\ncases <- cases |> mutate(onset = as.Date(onset)) |> select(region, sex)\n');
    assert.deepEqual(await texts('a.R', 'cases |>\n  filter(║'), [['# cases: region, sex, onset (Date)', editor.uriOf('b.R')]]);
  });

  it('are known by the file where the data have another name', async () => {
    editor.open('b.R', 'll <- read_csv("../data/cases.csv")\nll$region\n');
    assert.deepEqual(await texts('a.R', 'df <- read_csv("data/cases.csv")\ndf$age\ndf |> filter(║'), [['# df: region', editor.uriOf('b.R')]]);
  });

  it('are those of programs that the document leads to, and of itself above the prompt', async () => {
    folder.write({ 'R/read.R': 'cases <- readRDS("cases.rds")\ncases$region\n' });
    const own = `source("R/read.R")\ncases$age\n${filler}cases |> filter(║`;
    assert.deepEqual(await texts('a.R', own), [
      ['# cases: age', editor.uriOf('a.R')],
      ['# cases: region', editor.uriOf('R/read.R')],
    ]);
  });

  it('are none where the prompt names them all, or nothing of the data is used near the cursor', async () => {
    editor.open('b.R', 'cases$region\ncases$age\n');
    assert.deepEqual(await texts('a.R', 'cases$region + cases$age\ncases |> ║'), []);
    assert.deepEqual(await texts('a.R', 'x <- ║'), []);
  });

  it('open no data file', async () => {
    folder.write({ 'data/cases.csv': 'prenom;ddn\nModèle;28/02/1931\n' });
    assert.deepEqual(await texts('a.R', 'cases <- read_csv("data/cases.csv")\ncases |> ║'), []);
  });
});
