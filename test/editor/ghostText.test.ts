import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ScriptedModel } from '../support/scriptedModel.ts';
import { until } from '../support/until.ts';
import { acceptGhostText, closeAll, inFolder, open, set, useGateway, vigie } from './editor.ts';

describe('ghost text', () => {
  let gateway: ScriptedModel;

  before(async () => {
    gateway = await ScriptedModel.saying();
    await useGateway(gateway.url);
  });

  afterEach(async () => {
    await set('completion.enabled', undefined);
    await closeAll();
  });

  after(() => gateway.close());

  it('of the gateway is shown in an R document and taken', async () => {
    gateway.script = { completion: ['cases / ', 'population * 1e5'] };
    const editor = await open('r', 'cases <- 12\npopulation <- 8000\nincidence <- ║\n');
    const text = await acceptGhostText(editor);
    assert.equal(text, 'cases <- 12\npopulation <- 8000\nincidence <- cases / population * 1e5\n');
    assert.match(gateway.everything, /population <- 8000/);
  });

  it('is shown in a Python cell of a notebook', async () => {
    gateway.script = { completion: ['weekly.groupby("region").sum()'] };
    const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, 'weekly = load()\ntotals = ', 'python');
    const notebook = await vscode.workspace.openNotebookDocument('jupyter-notebook', new vscode.NotebookData([cell]));
    await vscode.window.showNotebookDocument(notebook, { selections: [new vscode.NotebookRange(0, 1)] });
    await vscode.commands.executeCommand('notebook.cell.edit');
    const { document } = notebook.cellAt(0);
    const editor = await until(
      'the cursor is in the cell',
      () => vscode.window.activeTextEditor?.document === document && vscode.window.activeTextEditor,
    );
    const end = document.lineAt(1).range.end;
    editor.selection = new vscode.Selection(end, end);
    assert.equal(await acceptGhostText(editor), 'weekly = load()\ntotals = weekly.groupby("region").sum()');
  });

  it('knows the file of a notebook on the disk, in a remote window too', async () => {
    const notebook = await vscode.workspace.openNotebookDocument(inFolder('notebooks/age_rates.ipynb'));
    assert.equal(vscode.env.remoteName !== undefined, notebook.cellAt(0).document.uri.authority !== '');
    const { server } = await vigie();
    const { label, findings } = await server.label(notebook.cellAt(0).document.uri);
    assert.deepEqual([label, findings], ['internal', []]);
  });

  it('is not asked for where it is switched off', async () => {
    await set('completion.enabled', false);
    gateway.script = { completion: ['mean(delays)'] };
    const marked = 'delays <- c(1, 2)\nmiddle <- ║';
    const editor = await open('r', marked);
    gateway.received.length = 0;
    const { server } = await vigie();
    // The command ends when the server has answered, and the server answers in order.
    await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
    await server.label(editor.document.uri);
    await vscode.commands.executeCommand('editor.action.inlineSuggest.commit');
    assert.equal(editor.document.getText(), 'delays <- c(1, 2)\nmiddle <- ');
    assert.equal(gateway.received.length, 0);

    await set('completion.enabled', true);
    // In another document: VS Code does not ask again where nothing has changed.
    assert.equal(await acceptGhostText(await open('r', marked)), 'delays <- c(1, 2)\nmiddle <- mean(delays)');
  });

  it('is asked for when it is switched on where the person has typed, and only there', async () => {
    await set('completion.enabled', false);
    gateway.script = { completion: ['mean(delays)'] };
    const editor = await open('r', 'delays <- c(1, 2)\nmiddle <-║');
    const { server } = await vigie();
    const asked = () => gateway.to('/v1/completions').length + gateway.to('/v1/chat/completions').length;
    gateway.received.length = 0;
    await set('completion.enabled', true);
    await server.label(editor.document.uri);
    assert.equal(asked(), 0);

    await set('completion.enabled', false);
    await vscode.commands.executeCommand('type', { text: ' ' });
    await server.label(editor.document.uri);
    assert.equal(asked(), 0);
    await set('completion.enabled', true);
    await until('ghost text is shown and taken', async () => {
      await vscode.commands.executeCommand('editor.action.inlineSuggest.commit');
      return editor.document.getText() === 'delays <- c(1, 2)\nmiddle <- mean(delays)';
    });
  });
});
