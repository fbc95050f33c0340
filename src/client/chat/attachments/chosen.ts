import * as vscode from 'vscode';
import { basename } from 'node:path';
import type { Attachment } from '../../../protocol/attachment.ts';
import type { AttachmentKind } from '../../../protocol/panel.ts';
import type { TextRange } from '../../../protocol/origin.ts';
import { schemes } from '../../languageClient.ts';
import { lines, nameOf } from '../names.ts';
import { changesSinceCommit } from './git.ts';
import { problemsIn } from './problems.ts';
import { terminalSelection } from './terminal.ts';

/** Something to be attached, with what a person calls it. */
export interface Chosen {
  readonly attachment: Attachment;
  readonly kind: AttachmentKind;
  readonly name: string;
}

/** What is to be attached, or a sentence where there is nothing. */
export type Choice = Chosen | string;

/** The extensions of the data files whose columns the server can read. */
export const delimited = /\.(?:csv|tsv|tab|txt)$/i;

/** What is selected in an editor; all of the document where nothing is. */
export function ofEditor({ document: { uri }, selection }: vscode.TextEditor): Choice {
  if (!schemes.includes(uri.scheme)) return vscode.l10n.t('{0} cannot be attached.', nameOf(uri));
  return selection.isEmpty ? aFile(uri) : aRange(uri, selection, 'selection', nameOf(uri));
}

/** A file, open or not. */
export function aFile(uri: vscode.Uri): Chosen {
  return { attachment: { uri: uri.toString() }, kind: 'file', name: nameOf(uri) };
}

/** Some lines of a document, which need not be open. */
export function aRange(uri: vscode.Uri, range: vscode.Range, kind: 'selection' | 'symbol', name: string): Chosen {
  return { attachment: { uri: uri.toString(), range: textRange(range) }, kind, name: `${name}:${lines(range)}` };
}

/** The names of the files in a folder. */
export function aFolder(uri: vscode.Uri): Chosen {
  const name = vscode.workspace.asRelativePath(uri);
  return { attachment: { kind: 'folder', uri: uri.toString() }, kind: 'folder', name: `${name === uri.fsPath ? basename(name) : name}/` };
}

/** A file, or the names of the files in a folder; a sentence where there is neither. */
export async function fileOrFolder(uri: vscode.Uri): Promise<Choice> {
  // A cell, an output, an untitled document: nothing of a file system.
  if (!['file', 'vscode-remote'].includes(uri.scheme)) {
    return schemes.includes(uri.scheme) ? aFile(uri) : vscode.l10n.t('{0} cannot be attached.', nameOf(uri));
  }
  try {
    const { type } = await vscode.workspace.fs.stat(uri);
    return (type & vscode.FileType.Directory) === 0 ? aFile(uri) : aFolder(uri);
  } catch {
    return vscode.l10n.t('{0} cannot be attached.', nameOf(uri));
  }
}

/** Names and types of the columns of a data file. */
export function columnsOf(uri: vscode.Uri): Chosen {
  return { attachment: { kind: 'schema', uri: uri.toString() }, kind: 'schema', name: vscode.l10n.t('columns of {0}', nameOf(uri)) };
}

/** The problems in a document, or in all. */
export function problems(uri?: vscode.Uri): Choice {
  const attachment = problemsIn(uri);
  if (attachment === undefined) return vscode.l10n.t('There are no problems to attach.');
  const [first] = attachment.files;
  const of = first !== undefined && attachment.files.length === 1 ? nameOf(vscode.Uri.parse(first.uri)) : undefined;
  const name = of === undefined ? vscode.l10n.t('problems in {0} files', attachment.files.length) : vscode.l10n.t('problems in {0}', of);
  return { attachment, kind: 'problems', name };
}

/** What has changed since the last commit in a file, or in all. */
export async function changes(uri?: vscode.Uri): Promise<Choice> {
  const attachment = await changesSinceCommit(uri);
  if (attachment === undefined) return vscode.l10n.t('Nothing that git knows has changed since the last commit.');
  const [first] = attachment.files;
  const of = first !== undefined && attachment.files.length === 1 ? nameOf(vscode.Uri.parse(first.uri)) : undefined;
  const name = of === undefined ? vscode.l10n.t('changes of {0} files', attachment.files.length) : vscode.l10n.t('changes of {0}', of);
  return { attachment, kind: 'diff', name };
}

/** What is selected in the terminal. */
export async function selectedInTerminal(): Promise<Choice> {
  const attachment = await terminalSelection();
  if (attachment === undefined) return vscode.l10n.t('Nothing is selected in the terminal. Select what Vigie is to see, and try again.');
  const count = attachment.text.trimEnd().split('\n').length;
  const name = count === 1 ? vscode.l10n.t('terminal, 1 line') : vscode.l10n.t('terminal, {0} lines', count);
  return { attachment, kind: 'terminal', name };
}

/** A range of the editor as a fragment's origin has it. */
export function textRange({ start, end }: vscode.Range): TextRange {
  return {
    start: { line: start.line, character: start.character },
    end: { line: end.line, character: end.character },
  };
}

/** The same range as the editor takes it. */
export function editorRange({ start, end }: TextRange): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
