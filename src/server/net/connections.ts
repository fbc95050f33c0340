import type { LookupFunction } from 'node:net';
import type { Dispatcher } from 'undici';
import { connectMilliseconds, keepAliveMilliseconds } from './limits.ts';
import { tunnelsThrough } from './proxyTunnel.ts';

/** Certificates are always checked, also where the environment (NODE_TLS_REJECT_UNAUTHORIZED) asks for no checks. */
const tls = { rejectUnauthorized: true, timeout: connectMilliseconds };

/**
 * Answers every name with this machine's own addresses. A destination that is cleared as device-local by its name
 * (`localhost`, `x.localhost`) must stay local even where a name server says otherwise.
 */
const loopbackLookup: LookupFunction = (_name, options, callback) => {
  const addresses = [
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ].filter(({ family }) => options.family === undefined || options.family === 0 || options.family === family);
  if (options.all === true) callback(null, addresses);
  else callback(null, addresses[0]?.address ?? '127.0.0.1', addresses[0]?.family ?? 4);
};

/** The HTTP client, loaded with the first request: it costs 50 ms, which the start of the server need not wait for. */
const loadClient = () => import('undici');

/** Connections to servers on this machine: never through a proxy, which would take the text off the machine. */
export async function localConnections(): Promise<Dispatcher> {
  const { Agent } = await loadClient();
  return new Agent({
    keepAliveTimeout: keepAliveMilliseconds,
    connect: { ...tls, autoSelectFamily: true, lookup: loopbackLookup },
  });
}

/** Connections to all other servers, through the proxy that the environment names, if it names one. */
export async function outwardConnections(): Promise<Dispatcher> {
  const { Agent, EnvHttpProxyAgent } = await loadClient();
  const options = { keepAliveTimeout: keepAliveMilliseconds, connect: { ...tls, autoSelectFamily: true } };
  const proxied = ['http_proxy', 'https_proxy'].some(
    (name) => (process.env[name] ?? process.env[name.toUpperCase()] ?? '') !== '',
  );
  if (!proxied) return new Agent(options);
  const throughProxy = { ...options, requestTls: tls, clientFactory: tunnelsThrough };
  return new EnvHttpProxyAgent(throughProxy);
}
