import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { isIP, type Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import type { Proxy } from './proxies.ts';
import { proxyRefused, proxyUnreachable } from './proxyFailures.ts';

/** How a tunnel is opened. */
export interface TunnelOptions {
  /** Whom to trust where the proxy itself speaks TLS. */
  readonly secureContext: () => Promise<SecureContext>;
  /** Aborting it closes the connection to the proxy. */
  readonly signal: AbortSignal;
}

/**
 * Opens a tunnel through a proxy (CONNECT, RFC 9110, section 9.3.6), tried once. (undici's own client tries again
 * without end where a proxy closes the connection without an answer: thousands of connections a minute.)
 * @param target host and port.
 * @throws BackendError where the proxy cannot be reached or does not open the tunnel.
 */
export async function openTunnel(proxy: Proxy, target: string, options: TunnelOptions): Promise<Socket> {
  const { protocol, hostname, port } = new URL(proxy.origin);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const secureContext = protocol === 'https:' ? await options.secureContext() : undefined;
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown) => {
      reject(proxyUnreachable(proxy, cause));
    };
    const tunnel = (protocol === 'https:' ? overHttps : overHttp)({
      method: 'CONNECT',
      protocol,
      hostname: host,
      port,
      path: target,
      headers: { host: target, ...(proxy.authorization !== undefined && { 'proxy-authorization': proxy.authorization }) },
      agent: false,
      rejectUnauthorized: true,
      // Otherwise Node.js takes the name in the header `host`, which is the server's, not the proxy's.
      servername: isIP(host) === 0 ? host : '',
      signal: options.signal,
      ...(secureContext !== undefined && { secureContext }),
    });
    tunnel.once('connect', ({ statusCode = 0 }, socket: Socket) => {
      if (statusCode === 200) {
        resolve(socket);
        return;
      }
      socket.destroy();
      reject(proxyRefused(proxy, target, statusCode));
    });
    // Some proxies answer a CONNECT that they refuse as if it were any other request.
    tunnel.once('response', ({ statusCode = 0 }) => {
      tunnel.destroy();
      reject(proxyRefused(proxy, target, statusCode));
    });
    tunnel.once('error', fail);
    tunnel.end();
  });
}
