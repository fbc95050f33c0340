import { MessageType, ShowMessageNotification, type Connection } from 'vscode-languageserver/node';

/** Shows the person a sentence that needs no answer. */
export function showError(connection: Connection, message: string): void {
  void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Error, message });
}
