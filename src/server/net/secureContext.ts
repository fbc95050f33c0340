import { createSecureContext, type SecureContext } from 'node:tls';
import { authorities } from './authorities.ts';
import { clientIdentity, type IdentityFiles } from './clientIdentity.ts';

/**
 * A TLS context that trusts all authorities that count (see `authorities`).
 * @param shown the certificate that is shown to the server; undefined for none.
 * @throws BackendError where a file that the settings name cannot be used.
 */
export async function secureContext(caBundle: string, extra: string, shown: IdentityFiles | undefined): Promise<SecureContext> {
  const ca = await authorities(caBundle, extra);
  return createSecureContext({ ca, ...(shown !== undefined && (await clientIdentity(shown))) });
}
