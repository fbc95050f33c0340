import * as z from 'zod';

/**
 * What of the editor's own `http.*` settings says how to reach the network, as VS Code documents them. Nothing else of
 * them is read: above all not `http.proxyStrictSSL`, which would switch off the checks of certificates.
 */
export const httpSettingsSchema = z.object({
  /** Empty: the environment says which proxy to take. A name and password may stand in the address. */
  proxy: z.string().default(''),
  /** `off`: no proxy at all. The others do not differ here. */
  proxySupport: z.enum(['off', 'on', 'fallback', 'override']).default('override'),
  /** Hosts that no proxy is taken to; where there are any, those of the environment do not count. */
  noProxy: z.array(z.string()).default([]),
  /** What to send to the proxy as `Proxy-Authorization`. */
  proxyAuthorization: z.string().nullish(),
});
export type HttpSettings = z.infer<typeof httpSettingsSchema>;

/** Parameters of `vigie/network`: what a client knows of the network beside the `vigie.*` settings. */
export const networkSchema = z.object({
  http: httpSettingsSchema.prefault({}),
  /** What unlocks the key of the client certificate. */
  passphrase: z.string().optional(),
});
export type NetworkParams = z.infer<typeof networkSchema>;
