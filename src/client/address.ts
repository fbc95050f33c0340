import { parseHttpsUrl, parseHttpUrl } from '../protocol/address.ts';

/**
 * The origin (scheme, host, port) that an API key is bound to, from the address in a setting.
 * @returns undefined where the address is not an http or https URL, or carries a user name or password: the server
 * takes no such address for a destination either.
 */
export function originOf(address: string): string | undefined {
  return parseHttpUrl(address)?.origin;
}

/**
 * The host of a link in an answer, for the question whether to open it.
 * @returns undefined where the link is not a plain `https` URL; those are not opened.
 */
export function linkHost(link: string): string | undefined {
  return parseHttpsUrl(link)?.host;
}
