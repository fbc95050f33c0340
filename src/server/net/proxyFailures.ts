import * as l10n from '@vscode/l10n';
import { BackendError } from '../backends/backend.ts';
import { codeOf, NoConnection, tlsFailure } from './failures.ts';
import type { Proxy } from './proxies.ts';

/**
 * @param target where the way through the proxy leads.
 * @param status what the proxy answered with.
 */
export function proxyRefused({ origin, authorization }: Proxy, target: string, status: number): BackendError {
  if (status === 407) {
    return new BackendError(
      'unreachable',
      authorization === undefined
        ? l10n.t(
            'The proxy {0} on the way to {1} asks for a name and password. Enter them in the setting “http.proxy”, as in http://name:password@proxy:3128.',
            origin,
            target,
          )
        : l10n.t(
            'The proxy {0} on the way to {1} does not accept the name and password in the settings. Correct them in “http.proxy” or “http.proxyAuthorization”.',
            origin,
            target,
          ),
    );
  }
  return new BackendError(
    'unreachable',
    l10n.t(
      'The proxy {0} on the way to {1} refused the connection ({2}). Ask your IT service to let it through, or name the server in the setting “http.noProxy” if it needs no proxy.',
      origin,
      target,
      status,
    ),
  );
}

/** @param cause why no connection to the proxy came about. */
export function proxyUnreachable({ origin }: Proxy, cause: unknown): BackendError {
  if (cause instanceof BackendError) return cause;
  const code = codeOf(cause);
  const tls = tlsFailure(code, origin, { cause });
  if (tls !== undefined) return tls;
  return new NoConnection(
    'unreachable',
    l10n.t(
      'The proxy {0} cannot be reached ({1}). Check the network, the setting “http.proxy”, or the variables HTTP_PROXY and HTTPS_PROXY.',
      origin,
      code || (cause instanceof Error ? cause.name : String(cause)),
    ),
    'retry',
    { cause },
  );
}
