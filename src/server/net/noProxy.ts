import { BlockList, isIP } from 'node:net';

/** A host that no proxy is taken to: a name with all below it, an address, a network, or `*` for all. */
interface Entry {
  readonly host: string;
  /** Undefined: any. */
  readonly port: string | undefined;
}

const usualPorts: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/**
 * Whether a list of hosts without proxy holds an address. There is no standard; this is what curl takes for such a list:
 * a name stands for itself and all names below it, whether it begins with a dot (or `*.`) or not; an IP address for
 * itself; a network in CIDR notation for its addresses (no name is looked up for that); `*` for everything. Any of them
 * may name a port.
 */
export function isWithoutProxy(entries: readonly string[], target: URL): boolean {
  const host = bare(target.hostname);
  const port = target.port || usualPorts[target.protocol];
  return entries
    .map((entry) => parsed(entry))
    .some((entry) => (entry.port === undefined || entry.port === port) && holds(entry.host, host));
}

/** The entries of a `no_proxy` variable. */
export function entriesOf(variable: string): string[] {
  return variable.split(/[\s,;]+/).filter((entry) => entry !== '');
}

function parsed(entry: string): Entry {
  const text = entry.trim().toLowerCase();
  const withPort = /^(\[[^\]]+\]|[^:]+):(\d+)$/.exec(text);
  return withPort === null ? { host: text, port: undefined } : { host: withPort[1] ?? '', port: withPort[2] };
}

function holds(entry: string, host: string): boolean {
  if (entry === '*') return true;
  const network = /^(.+)\/(\d{1,3})$/.exec(entry);
  if (network !== null) return isWithin(host, bare(network[1] ?? ''), Number(network[2]));
  const name = bare(entry.replace(/^\*?\./, ''));
  if (name === '') return false;
  if (isIP(name) !== 0) return isWithin(host, name, isIP(name) === 4 ? 32 : 128);
  return host === name || (isIP(host) === 0 && host.endsWith(`.${name}`));
}

function isWithin(host: string, network: string, bits: number): boolean {
  const family = isIP(network);
  if (family === 0 || isIP(host) !== family || bits > (family === 4 ? 32 : 128)) return false;
  const type = family === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(network, bits, type);
  return list.check(host, type);
}

/** A host without the brackets of an IPv6 address and the dot behind a full name. */
function bare(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '').toLowerCase();
}
