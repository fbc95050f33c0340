import * as l10n from '@vscode/l10n';
import { parseHttpUrl } from '../../../protocol/address.ts';
import { isLoopback, type Destination } from '../destination.ts';

/** Which destinations a clearance in a rule file is about. */
export interface DestinationPattern {
  /** Whether it means just this destination: only then may it raise what that may receive. */
  names(destination: Destination): boolean;
  /** Whether it can mean this destination, whatever the scheme, and the port where none is written: enough to lower it. */
  covers(destination: Destination): boolean;
}

/**
 * Reads what a clearance is about: `mistral`, `this-machine`, `https://host:port`, `host`, `host:port`, `*.host`.
 * @returns the pattern, or what is wrong with it in a sentence for the person.
 */
export function destinationPattern(text: string): DestinationPattern | string {
  if (text === 'mistral') return mistral;
  if (text === 'this-machine') return thisMachine;
  if (text.includes('://')) return addressPattern(text);
  const below = text.startsWith('*.');
  const url = parseHttpUrl(`https://${below ? text.slice(2) : text}`);
  if (url === undefined || !isBare(url) || text.endsWith('/') || url.hostname.includes('*')) return unreadable();
  const host = hostOf(url);
  const port = writtenPort(text);
  if (below) {
    if (port !== undefined || !host.includes('.') || /\d$/.test(host)) {
      return l10n.t('Write at least two parts behind the star: *.agency.example.');
    }
    return hostPattern((url) => hostOf(url).endsWith(`.${host}`));
  }
  if (!host.includes('.') && !host.startsWith('[')) {
    return l10n.t('Write the whole name of the host, or its address with http:// or https://.');
  }
  return hostPattern((url) => hostOf(url) === host && (port === undefined || effectivePort(url) === port));
}

const isMistral = (url: URL): boolean => hostOf(url) === 'mistral.ai' || hostOf(url).endsWith('.mistral.ai');

const mistral: DestinationPattern = {
  names: (destination) => urlOf(destination)?.protocol === 'https:' && holds(destination, isMistral),
  covers: (destination) => destination.backend === 'mistral' || holds(destination, isMistral),
};

const thisMachine: DestinationPattern = {
  names: ({ onThisMachine }) => onThisMachine,
  covers: ({ onThisMachine }) => onThisMachine,
};

/** A host without a scheme means its https address. */
function hostPattern(matches: (url: URL) => boolean): DestinationPattern {
  return {
    names: (destination) => urlOf(destination)?.protocol === 'https:' && holds(destination, matches),
    covers: (destination) => holds(destination, matches),
  };
}

function addressPattern(text: string): DestinationPattern | string {
  const wanted = parseHttpUrl(text);
  if (wanted === undefined || !isBare(wanted) || wanted.hostname.includes('*')) return unreadable();
  const port = writtenPort(text);
  return {
    names: ({ origin }) => origin === wanted.origin,
    covers: (destination) =>
      holds(destination, (url) => hostOf(url) === hostOf(wanted) && (port === undefined || effectivePort(url) === port)),
  };
}

function unreadable(): string {
  return l10n.t(
    'Write “mistral”, “this-machine”, an address without its path (https://gateway.agency.example:8443), a host, or *. before a name.',
  );
}

function isBare({ pathname, search, hash }: URL): boolean {
  return pathname === '/' && search === '' && hash === '';
}

function urlOf({ origin }: Destination): URL | undefined {
  return origin === '' ? undefined : new URL(origin);
}

function holds(destination: Destination, matches: (url: URL) => boolean): boolean {
  const url = urlOf(destination);
  return url !== undefined && matches(url);
}

/** A host by one name: a final dot changes nothing (RFC 1034, section 3.1), and all loopback names are one machine. */
function hostOf({ hostname }: URL): string {
  return isLoopback(hostname) ? 'localhost' : hostname.replace(/\.$/, '');
}

function writtenPort(text: string): string | undefined {
  return /:(\d+)\/?$/.exec(text)?.[1]?.replace(/^0+(?=\d)/, '');
}

function effectivePort({ port, protocol }: URL): string {
  return port !== '' ? port : protocol === 'https:' ? '443' : '80';
}
