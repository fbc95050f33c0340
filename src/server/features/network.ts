import type { Connection } from 'vscode-languageserver/node';
import { networkNotification } from '../../protocol/messages.ts';
import { networkSchema, type NetworkParams } from '../../protocol/network.ts';

/** Takes up what a client tells of the network while the server runs. */
export function registerNetwork(connection: Connection, changed: (network: NetworkParams) => void): void {
  connection.onNotification(networkNotification, (params: unknown) => {
    changed(networkSchema.parse(params));
  });
}
