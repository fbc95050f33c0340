import type { AddressInfo, Server } from 'node:net';

/**
 * Has a server listen on 127.0.0.1.
 * @param port 0 for any that is free.
 * @returns its port.
 */
export async function listen(server: Server, port = 0): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}
