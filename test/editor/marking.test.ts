import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { VigieApi } from '../../src/client/extension.ts';
import { until } from '../support/until.ts';
import { closeAll, inFolder, set, vigie, write } from './editor.ts';

describe('marks and badges', () => {
  const rules = () => inFolder('.vigie.json');
  let api: VigieApi;
  let script: vscode.Uri;

  before(async () => {
    api = await vigie();
  });

  beforeEach(async () => {
    await write('.vigie.json', '{\n  // Ours.\n  "files": []\n}\n');
    script = await write('R/cohort.R', 'cases <- 1\n');
    await until('nothing is marked', async () => (await api.server.label(script)).label === 'internal');
  });

  afterEach(async () => {
    await closeAll();
    await vscode.workspace.fs.delete(rules());
  });

  const label = async () => (await api.server.label(script)).label;
  const read = async () => Buffer.from(await vscode.workspace.fs.readFile(rules())).toString();
  const badge = async (uri: vscode.Uri) =>
    (await api.badges.provideFileDecoration(uri, new vscode.CancellationTokenSource().token))?.badge;

  it('marks the open file in the rule file on the disk, keeps its comments, and takes the mark off again', async () => {
    await vscode.window.showTextDocument(script);
    await vscode.commands.executeCommand('vigie.markFile');
    assert.match(await read(), /\/\/ Ours\.[^]*cohort\.R/);
    assert.equal(await label(), 'sensitive');
    await vscode.commands.executeCommand('vigie.unmarkFile');
    await until('the mark is off', async () => (await label()) === 'internal');
    assert.match(await read(), /\/\/ Ours\./);
  });

  it('marks all files that are selected in the explorer', async () => {
    const other = await write('R/other.R', 'x <- 1\n');
    await vscode.commands.executeCommand('vigie.markFile', script, [script, other]);
    assert.equal(await label(), 'sensitive');
    assert.equal((await api.server.label(other)).label, 'sensitive');
  });

  it('leaves a rule file that the person is writing in for them to save', async () => {
    const editor = await vscode.window.showTextDocument(rules());
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(1, 0), '  // Not saved yet.\n');
    });
    await vscode.commands.executeCommand('vigie.markFile', script);
    assert.match(editor.document.getText(), /Not saved yet\.[^]*cohort\.R/);
    assert.equal(editor.document.isDirty, true);
    assert.doesNotMatch(await read(), /Not saved yet/);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('show a badge on a sensitive file, and follow the rules', async () => {
    // Badges follow what the test before has marked after a rest.
    await until('there is no badge', async () => (await badge(script)) === undefined);
    let told = 0;
    const listening = api.badges.onDidChangeFileDecorations(() => (told += 1));
    const toldAgain = async (before: number) => until('the explorer is told to ask again', () => told > before);
    await vscode.commands.executeCommand('vigie.markFile', script);
    await toldAgain(0);
    await until('the badge is there', async () => (await badge(script)) === 'S');
    const before = told;
    await vscode.commands.executeCommand('vigie.unmarkFile', script);
    await toldAgain(before);
    await until('the badge is gone', async () => (await badge(script)) === undefined);
    listening.dispose();
  });

  it('show none on a folder, elsewhere than on the disk, or where they are switched off', async () => {
    await vscode.commands.executeCommand('vigie.markFile', script);
    await until('the badge is there', async () => (await badge(script)) === 'S');
    assert.equal(await badge(inFolder('R')), undefined);
    assert.equal(await badge(script.with({ scheme: 'git' })), undefined);
    await set('explorerBadges', false);
    assert.equal(await badge(script), undefined);
    await set('explorerBadges', undefined);
  });

  it('asks for a folder of files in few requests', async () => {
    const files = Array.from({ length: 2500 }, (_, index) => inFolder(`R/many/${index}.R`));
    const started = Date.now();
    const badges = await Promise.all(files.map(badge));
    assert.equal(badges.length, files.length);
    assert.ok(Date.now() - started < 10_000);
  });
});
