import { parseHttpUrl } from '../../protocol/address.ts';
import type { NetworkParams } from '../../protocol/network.ts';
import type { Settings } from '../../protocol/settings.ts';
import type { Network } from './connections.ts';

/** How the network is reached, by the settings and what the client tells. */
export function networkOf(settings: Settings, { http, passphrase }: NetworkParams): Network {
  const { caBundle, clientCertificate: certificate, clientKey: key, gateway, gateways } = settings;
  const urls = [gateway.url, ...gateways.flatMap((each) => each.urls)];
  return {
    http,
    security: {
      caBundle: caBundle.trim(),
      identity: certificate.trim() === '' ? undefined : { certificate: certificate.trim(), key: key.trim(), passphrase },
      identityFor: urls.flatMap((url) => parseHttpUrl(url)?.origin ?? []),
    },
  };
}
