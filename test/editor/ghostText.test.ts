import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import { acceptGhostText, closeAll, open, set, until, useGateway } from './editor.ts';
import { ScriptedGateway } from './gateway.ts';

describe('ghost text', () => {
  const gateway = new ScriptedGateway();

  before(async () => useGateway(await gateway.start()));

  afterEach(async () => {
    await set('completion.enabled', undefined);
    await closeAll();
  });

  after(() => gateway.stop());

  it('of the gateway is shown in an R document and taken', async () => {
    gateway.completion = 'cases / population * 1e5';
    const editor = await open('r', 'cases <- 12\npopulation <- 8000\nincidence <- ║\n');
    const text = await acceptGhostText(editor);
    assert.equal(text, 'cases <- 12\npopulation <- 8000\nincidence <- cases / population * 1e5\n');
    assert.match(gateway.everything, /population <- 8000/);
  });

  it('is shown in a Python cell of a notebook', async () => {
    gateway.completion = 'weekly.groupby("region").sum()';
    const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, 'weekly = load()\ntotals = ', 'python');
    const notebook = await vscode.workspace.openNotebookDocument('jupyter-notebook', new vscode.NotebookData([cell]));
    await vscode.window.showNotebookDocument(notebook, { selections: [new vscode.NotebookRange(0, 1)] });
    await vscode.commands.executeCommand('notebook.cell.edit');
    const { document } = notebook.cellAt(0);
    const editor = await until('the cursor is in the cell', () =>
      vscode.window.activeTextEditor?.document === document && vscode.window.activeTextEditor,
    );
    const end = document.lineAt(1).range.end;
    editor.selection = new vscode.Selection(end, end);
    assert.equal(await acceptGhostText(editor), 'weekly = load()\ntotals = weekly.groupby("region").sum()');
  });

  it('is not asked for where it is switched off', async () => {
    await set('completion.enabled', false);
    gateway.completion = 'mean(delays)';
    const editor = await open('r', 'delays <- c(1, 2)\nmiddle <- ║');
    const before = gateway.received.length;
    await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
    await wait(1500);
    await vscode.commands.executeCommand('editor.action.inlineSuggest.commit');
    assert.equal(editor.document.getText(), 'delays <- c(1, 2)\nmiddle <- ');
    assert.equal(gateway.received.length, before);
  });
});
