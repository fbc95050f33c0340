/** Globals of Node.js that open a connection, some of them only in later versions. */
const names = ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest', 'WebSocketStream'] as const;

/**
 * Makes every global that opens a connection throw for the rest of the process, so that no dependency can reach the
 * network behind the door's back. Called once, at the start of the server.
 */
export function sealGlobals(): void {
  for (const name of names) {
    const sealed = function sealed(): never {
      throw new Error(`${name} is sealed: only Vigie’s door reaches the network.`);
    };
    Object.defineProperty(globalThis, name, { value: sealed, writable: false, configurable: false, enumerable: false });
  }
}
