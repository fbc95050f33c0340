import { parseHttpUrl } from '../../protocol/address.ts';
import type { Label } from '../../protocol/label.ts';
import type { Settings } from '../../protocol/settings.ts';
import type { DestinationView } from '../../protocol/verdict.ts';

/** One back end at one address, with the highest label that it may receive. */
export interface Destination extends DestinationView {
  /** Whether requests stay on this machine, by the address: a loopback host. */
  readonly onThisMachine: boolean;
}

/**
 * Whether a URL's host is this machine. `localhost` and names below it are loopback by RFC 6761, section 6.3;
 * 127.0.0.0/8 by RFC 1122, section 3.2.1.3; `::1` by RFC 4291, section 2.5.3. The URL parser has already brought
 * numeric forms such as `0x7f.1` to four decimal parts.
 */
export function isLoopback(host: string): boolean {
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host === '[::1]' ||
    /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host)
  );
}

/** The clearance that an address has by default, whatever setting it was typed into. */
function clearanceOf(url: URL): Label {
  return isLoopback(url.hostname) ? 'sensitive' : 'internal';
}

/**
 * The destination at an address.
 * @returns a destination with an empty `origin` and clearance `public` where the address is missing or not an
 * http(s) URL; no back end can be made for it.
 */
export function destinationAt(backend: Settings['backend'], address: string): Destination {
  const url = parseHttpUrl(address);
  if (url === undefined) return { backend, origin: '', clearance: 'public', onThisMachine: false };
  return {
    backend,
    origin: url.origin,
    clearance: clearanceOf(url),
    onThisMachine: isLoopback(url.hostname),
  };
}

/** The destination of the one gateway without a name, or of the Mistral API, as the settings choose; otherwise as `destinationAt`. */
export function destinationOf(settings: Settings): Destination {
  const { backend } = settings;
  return destinationAt(backend, settings[backend].url);
}

/** What a person may be told of a destination. */
export function viewOf({ backend, origin, clearance }: Destination): DestinationView {
  return { backend, origin, clearance };
}
