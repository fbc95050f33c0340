import { basename } from 'node:path';
import * as vscode from 'vscode';
import { urisOf } from '../../protocol/attachment.ts';
import type { ChatParams } from '../../protocol/chat.ts';
import { nameOf } from '../chat/names.ts';
import type { Subject } from './documents.ts';

/** The next completion at an editor's cursor; a refresh takes the cursor's place at that time. */
export function nextCompletion(editor: vscode.TextEditor): Subject {
  const { document } = editor;
  const uri = document.uri;
  let at = editor.selection.active;
  const key = uri.toString();
  return {
    id: `completion ${key}`,
    tab: vscode.l10n.t('What Would Be Sent: {0}', basename(uri.path)),
    source: uri,
    ask: () => {
      const shown = vscode.window.visibleTextEditors.find((each) => each.document.uri.toString() === key);
      at = shown?.selection.active ?? at;
      const { line, character } = at;
      return {
        title: vscode.l10n.t('The next completion in {0}, line {1}, column {2}', nameOf(uri), line + 1, character + 1),
        params: { kind: 'completion', uri: uri.toString(), position: { line, character } },
      };
    },
  };
}

/** A question with all that goes along with it. */
export function nextQuestion(id: string, title: string, chat: ChatParams): Subject {
  const [source] = chat.attachments.flatMap(urisOf);
  return {
    id: `chat ${id}`,
    tab: vscode.l10n.t('What Would Be Sent: Chat'),
    ...(source !== undefined && { source: vscode.Uri.parse(source) }),
    ask: () => ({ title, params: { kind: 'chat', chat } }),
  };
}
