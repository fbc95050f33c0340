import * as l10n from '@vscode/l10n';
import type { HttpSettings } from '../../protocol/network.ts';
import { BackendError } from '../backends/backend.ts';
import { entriesOf, isWithoutProxy } from './noProxy.ts';

/** A proxy on the way to a server. */
export interface Proxy {
  /** Scheme, host and port; never a name or password. */
  readonly origin: string;
  /** What to show it, as the header `Proxy-Authorization`. */
  readonly authorization: string | undefined;
}

/** Variables of the environment that name a proxy, the first that is set counts; both cases of each are looked at. */
const variables: Readonly<Record<string, readonly string[]>> = {
  'http:': ['http_proxy', 'all_proxy'],
  // The last is no convention of Unix, but what VS Code and undici do.
  'https:': ['https_proxy', 'all_proxy', 'http_proxy'],
};

/**
 * The proxy on the way to an address, by the editor's settings and then by the environment.
 * @returns undefined where there is none.
 * @throws BackendError where one is named that cannot be used: going past it is not what was asked for.
 */
export function proxyFor(target: URL, http: HttpSettings, env: NodeJS.ProcessEnv): Proxy | undefined {
  if (http.proxySupport === 'off') return undefined;
  const without = http.noProxy.length > 0 ? http.noProxy : entriesOf(variable(env, 'no_proxy'));
  if (isWithoutProxy(without, target)) return undefined;
  if (http.proxy.trim() !== '') return proxyAt(http.proxy.trim(), 'http.proxy', http.proxyAuthorization);
  const name = variables[target.protocol]?.find((each) => variable(env, each) !== '');
  if (name === undefined) return undefined;
  return proxyAt(variable(env, name), name.toUpperCase(), http.proxyAuthorization);
}

function variable(env: NodeJS.ProcessEnv, name: string): string {
  return (env[name] ?? env[name.toUpperCase()] ?? '').trim();
}

/** @param from where the address was found, as a person knows it. The address itself may hold a password. */
function proxyAt(address: string, from: string, authorization: string | null | undefined): Proxy {
  const full = address.includes('://') ? address : `http://${address}`;
  const url = URL.canParse(full) ? new URL(full) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.hostname === '') throw unusable(from);
  const shown = authorization ?? '';
  if (!/^[\x20-\x7e]*$/.test(shown)) throw unusableAuthorization();
  return { origin: url.origin, authorization: shown === '' ? basic(url, from) : shown };
}

/** Name and password of an address as RFC 7617 has them in a header. */
function basic({ username, password }: URL, from: string): string | undefined {
  if (username === '' && password === '') return undefined;
  try {
    const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return `Basic ${Buffer.from(pair).toString('base64')}`;
  } catch {
    throw unusable(from);
  }
}

function unusable(from: string): BackendError {
  return new BackendError(
    'unreachable',
    l10n.t(
      'The proxy that {0} names cannot be used, so nothing was sent. Its address must begin with http:// or https://; SOCKS is not supported, and % in a password is written %25.',
      from,
    ),
    'openSettings',
  );
}

function unusableAuthorization(): BackendError {
  return new BackendError(
    'unreachable',
    l10n.t(
      'The setting “http.proxyAuthorization” holds a character that cannot be sent, so nothing was. Correct it, or empty it.',
    ),
    'openSettings',
  );
}
