import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import type { Duplex } from 'node:stream';
import * as l10n from '@vscode/l10n';
import { BackendError } from '../backends/backend.ts';
import { connectMilliseconds } from './limits.ts';

/** What undici's `ProxyAgent` asks of the client that opens tunnels for it. */
export interface TunnelClient {
  connect(options: { path: string; headers: Record<string, string> }): Promise<{ socket: Duplex; statusCode: number }>;
  close(): Promise<void>;
  destroy(): Promise<void>;
}

/**
 * Opens tunnels through one proxy, each tried once within the time limit for connections. (undici's own client tries
 * again without end where a proxy closes the connection without an answer: thousands of connections a minute.)
 * @param proxy the proxy's address, its name and password already in the headers that `connect` is given.
 */
export function tunnelsThrough(proxy: URL): TunnelClient {
  return {
    connect: ({ path, headers }) => openTunnel(proxy, path, headers),
    close: () => Promise.resolve(),
    destroy: () => Promise.resolve(),
  };
}

/** @throws BackendError where the proxy cannot be reached or does not open the tunnel. */
function openTunnel(
  proxy: URL,
  path: string,
  headers: Record<string, string>,
): Promise<{ socket: Duplex; statusCode: number }> {
  const request = proxy.protocol === 'https:' ? overHttps : overHttp;
  const options = {
    method: 'CONNECT',
    path,
    headers,
    agent: false,
    timeout: connectMilliseconds,
    rejectUnauthorized: true,
  };
  return new Promise((resolve, reject) => {
    const tunnel = request({ ...options, protocol: proxy.protocol, hostname: proxy.hostname, port: proxy.port });
    tunnel.once('connect', ({ statusCode = 0 }, socket: Duplex) => {
      if (statusCode === 200) {
        resolve({ socket, statusCode });
        return;
      }
      socket.destroy();
      reject(
        new BackendError(
          'unreachable',
          l10n.t(
            'The proxy {0} on the way to {1} refused the connection ({2}). Ask your IT service to let it through.',
            proxy.origin,
            path,
            statusCode,
          ),
        ),
      );
    });
    tunnel.once('timeout', () => {
      tunnel.destroy(new Error('The proxy did not answer in time.'));
    });
    tunnel.once('error', (cause) => {
      const message = l10n.t(
        'The proxy {0} on the way to {1} cannot be reached. Check the network, or the variables HTTP_PROXY and HTTPS_PROXY.',
        proxy.origin,
        path,
      );
      reject(new BackendError('unreachable', message, 'retry', { cause }));
    });
    tunnel.end();
  });
}
