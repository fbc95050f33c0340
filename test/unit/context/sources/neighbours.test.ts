import assert from 'node:assert/strict';
import { neighbours } from '../../../../src/server/context/sources/neighbours.ts';
import { freshFolder } from '../../../support/folder.ts';
import { collected, filler, InventedEditor } from '../projects.ts';

describe('the neighbours that a completion draws on', () => {
  const folder = freshFolder();
  let editor: InventedEditor;
  beforeEach(() => {
    editor = new InventedEditor(folder.path);
  });
  const alike = 'weekly_visits |>\n  group_by(region, iso_week) |>\n  summarise(visits = sum(visits), deaths = sum(deaths))\n';
  const query = 'weekly_visits |>\n  group_by(region, iso_week) |>\n  ║';

  it('are what comes where other open documents are like the lines above the cursor', async () => {
    editor.open('b.R', `${filler}${filler}${alike}${filler}`);
    editor.open('c.R', 'library(survey)\nsvydesign(ids = ~psu)\n');
    const fragments = await collected(neighbours, editor.placeIn('a.R', query));
    assert.deepEqual(fragments.map(({ document }) => document.uri), [editor.uriOf('b.R')]);
    const [{ text, start, document }] = fragments as [(typeof fragments)[number]];
    assert.match(text, /summarise\(visits = sum\(visits\), deaths = sum\(deaths\)\)/);
    assert.equal(document.text.slice(start, start! + text.length), text);
  });

  it('are rather in the same language', async () => {
    editor.open('b.py', alike, 'python');
    editor.open('b.R', alike);
    const fragments = await collected(neighbours, editor.placeIn('a.R', query));
    assert.deepEqual(fragments.map(({ document }) => document.languageId), ['r', 'python']);
    assert.ok(fragments[0]!.rank > fragments[1]!.rank);
  });

  it('are neither the document itself nor a cell of its notebook', async () => {
    const cell = (name: string) => `vscode-notebook-cell:${folder.path}/n.ipynb#${name}`;
    editor.open(cell('W0'), alike);
    assert.deepEqual(await collected(neighbours, editor.placeIn(cell('W1'), `${alike}${query}`)), []);
  });

  it('are programs: not data, nor what programs print, nor earlier states of a file', async () => {
    editor.open('data/open.csv', alike, 'csv');
    editor.open('notes.txt', alike, 'plaintext');
    editor.open('output:extension-output-r', alike, 'log');
    editor.open('output:extension-output-r-2', alike, 'r');
    editor.open(`git:${folder.path}/a.R?%7B%22path%22%3A%22${folder.path}/a.R%22%7D`, alike, 'r');
    assert.deepEqual(await collected(neighbours, editor.placeIn('a.R', query)), []);
  });

  it('are looked for anew after some lines, or when another document changes', () => {
    const key = (marked: string) => neighbours.dependsOn(editor.placeIn('a.R', marked));
    const before = key('x <- 1\n║');
    assert.equal(key('x <- 1\ny <- 2║'), before);
    assert.notEqual(key('x <- 1\n'.repeat(9) + '║'), before);
    editor.open('b.R', alike);
    assert.notEqual(key('x <- 1\n║'), before);
  });
});
