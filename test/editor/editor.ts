import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { VigieApi } from '../../src/client/extension.ts';
import { until } from '../support/until.ts';

/** How long ghost text may take to be shown before it is asked for again, in milliseconds. */
const showLimit = 3000;

/** @returns the extension, active. */
export async function vigie(): Promise<VigieApi> {
  return (await extension().activate()) as VigieApi;
}

export function extension(): vscode.Extension<unknown> {
  return vscode.extensions.getExtension('vigie.vigie') ?? assert.fail('The extension is not installed.');
}

/** Sets one of Vigie's settings as a person does; `undefined` takes it back. */
export async function set(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration('vigie').update(name, value, vscode.ConfigurationTarget.Global);
}

/** Sets the gateway's address and waits until the server has taken it up. */
export async function useGateway(url: string): Promise<void> {
  const { server } = await vigie();
  await set('backend', 'gateway');
  await set('gateway.url', url);
  await until(`the server uses ${url}`, () => server.status?.destination.origin === new URL(url).origin);
}

/** Opens a text with the cursor at its mark `║`. */
export async function open(language: string, marked: string): Promise<vscode.TextEditor> {
  const at = marked.indexOf('║');
  const document = await vscode.workspace.openTextDocument({ language, content: marked.replace('║', '') });
  const editor = await vscode.window.showTextDocument(document);
  // It is shown a moment before it is the one that commands are about.
  await until('the editor is the active one', () => vscode.window.activeTextEditor === editor);
  const cursor = document.positionAt(at);
  editor.selection = new vscode.Selection(cursor, cursor);
  return editor;
}

/** Asks for ghost text and takes it as soon as it is shown; asks again where none came. */
export async function acceptGhostText({ document }: vscode.TextEditor): Promise<string> {
  const before = document.getText();
  return until('ghost text is shown and taken', async () => {
    await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
    const end = Date.now() + showLimit;
    do {
      await vscode.commands.executeCommand('editor.action.inlineSuggest.commit');
      if (document.getText() !== before) return document.getText();
      await wait(50);
    } while (Date.now() < end);
    return false;
  });
}

/** A file of the workspace folder that the suite was opened on. */
export function inFolder(path: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'The suite runs in a workspace folder.');
  return vscode.Uri.joinPath(folder.uri, path);
}

/** Writes a file into the folder. */
export async function write(path: string, text: string): Promise<vscode.Uri> {
  const uri = inFolder(path);
  await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
  return uri;
}

/** Closes all editors, dropping what is not saved. */
export async function closeAll(): Promise<void> {
  let tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs).length;
  for (; tabs > 0; tabs -= 1) await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
}
