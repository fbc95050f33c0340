import { hostname } from 'node:os';
import { posix, win32 } from 'node:path';

/** What decides how a path reads: the operating system, and the name by which the machine may speak of itself. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly host: string;
}

const thisMachine: Machine = { platform: process.platform, host: hostname() };

/**
 * The plainest way to write a path, without asking the file system: of the many spellings that an operating system
 * takes for one file, the one that rules are written in.
 * @param path absolute, as an editor hands it over.
 * @returns undefined where the spelling does not tell which file is meant, or hides it: relative paths, devices,
 * descriptors of a process, characters that no name can hold.
 */
export function plainPath(path: string, machine: Machine = thisMachine): string | undefined {
  // No name holds NUL, and no editor makes a file with another control character in its name.
  // eslint-disable-next-line no-control-regex
  if (/[\x00-\x1f]/.test(path)) return undefined;
  return machine.platform === 'win32' ? plainWindowsPath(path, machine.host) : plainPosixPath(path, machine.platform);
}

/**
 * Whether a name may be a short one that Windows made for compatibility with MS-DOS, like `PROGRA~1` or `PATIEN~1.CSV`:
 * at most eight characters with `~` and a number at their end, and an extension of at most three
 * ([MS-FSCC] 2.1.5.2.1). A long name may look so too; only the file system knows.
 */
export function mayBeShortName(name: string): boolean {
  return /^(?=[^.]{1,8}(\.|$))[^.]*~\d+(\.[^.]{0,3})?$/.test(name);
}

/** Folders whose entries are not files but views of a process: each program that opens one sees another file. */
const processViews = ['/proc', '/dev'];

/** Memory that is used like a folder of files; the one part of `/dev` where people keep data. */
const memoryFolder = '/dev/shm';

/** Ways around names on macOS: files by number (`/.vol`), and prefixes that change how links are followed. */
const macDetours = ['/.vol', '/.nofollow', '/.resolve', '/.file'];

function plainPosixPath(path: string, platform: NodeJS.Platform): string | undefined {
  if (!path.startsWith('/')) return undefined;
  const plain = withoutEndSlash(posix.normalize(path).replace(/^\/+/, '/'));
  const under = (folder: string) => plain === folder || plain.startsWith(`${folder}/`);
  if (processViews.some(under) && !plain.startsWith(`${memoryFolder}/`)) return undefined;
  if (platform !== 'darwin') return plain;
  if (macDetours.some(under) || plain.split('/').includes('..namedfork')) return undefined;
  // Two names of one place, which no link tells: see /usr/share/firmlinks on any Mac.
  return plain.replace(/^\/System\/Volumes\/Data(?=\/(Users|Volumes|private|opt|Applications|Library|usr\/local)(\/|$))/i, '');
}

/** Names of devices in every folder, with any extension (Microsoft: "Naming Files, Paths, and Namespaces"). */
const devices = /^(con|prn|aux|nul|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3]|conin\$|conout\$)$/i;

/** Characters that no name of a Windows file system holds; some are wildcards to the functions that open files. */
const forbidden = /[<>"|?*]/;

function plainWindowsPath(path: string, host: string): string | undefined {
  let text = path.replaceAll('/', '\\');
  const verbatim = /^\\\\\?\\/.test(text);
  // Behind \\?\ Windows takes names as they are, so what it would otherwise tidy away names another file.
  if (verbatim && path.includes('/')) return undefined;
  if (verbatim) text = text.slice(4).replace(/^unc\\/i, '\\\\');
  if (/^\\\\[.?](\\|$)/.test(text) || /^\\\?\?\\/.test(text)) return undefined;
  const local = throughOwnNetwork(text, host);
  const root = /^[a-z]:\\/i.exec(local) ?? /^\\\\[^\\:]*[^\\:. ]\\[^\\:]*[^\\:. ](\\|$)/.exec(local);
  if (root === null || isLoopback(local, host)) return undefined;
  const drive = root[0].startsWith('\\') ? root[0] : root[0].toUpperCase();
  const names = local.slice(root[0].length).split('\\');
  if (verbatim && names.some((name, index) => isTidied(name) && !(name === '' && index === names.length - 1))) return undefined;
  const parts = partsWithoutDots(names);
  const last = parts.pop();
  if (last === undefined) return drive;
  const own = fileOfStream(last);
  if (own === undefined || own === '' || [...parts, own].some(isNoName) || parts.some(isTidied)) return undefined;
  return win32.join(drive, ...parts, own);
}

/** `\\localhost\c$\…` is the drive C of this machine, by way of its own network name. */
function throughOwnNetwork(path: string, host: string): string {
  const [, server = '', drive = '', rest = ''] = /^\\\\([^\\]+)\\([a-z])\$(\\.*)?$/i.exec(path) ?? [];
  return server !== '' && isOwnName(server, host) ? `${drive}:${rest === '' ? '\\' : rest}` : path;
}

/** A share of this machine under its network name: which folder it shows is not in the path. */
function isLoopback(path: string, host: string): boolean {
  const server = /^\\\\([^\\]+)/.exec(path)?.[1];
  return server !== undefined && isOwnName(server, host);
}

/** A server's name may carry a port and `SSL` for WebDAV; IPv6 addresses are written as names of `ipv6-literal.net`. */
function isOwnName(server: string, host: string): boolean {
  const name = server.toLowerCase().replace(/@.*$/, '').replace(/\.$/, '');
  const own = host.toLowerCase();
  return (
    ['localhost', '--1.ipv6-literal.net', '0--1.ipv6-literal.net', own].includes(name) ||
    name.startsWith(`${own}.`) ||
    /^127(\.\d{1,3}){1,3}$/.test(name)
  );
}

/** Names one by one, `.` and empty ones left out and `..` followed, never above the root. */
function partsWithoutDots(names: readonly string[]): string[] {
  const parts: string[] = [];
  for (const name of names) {
    if (name === '..') parts.pop();
    else if (name !== '.' && name !== '') parts.push(name);
  }
  return parts;
}

/**
 * The file that a name stands for: NTFS keeps further streams in a file behind a colon, and Windows drops dots and
 * spaces at the end of a path.
 */
function fileOfStream(name: string): string | undefined {
  const [own, ...stream] = name.split(':');
  if (own === undefined || stream.length > 2) return undefined;
  return own.replace(/[. ]+$/, '');
}

/** Whether Windows would change the name before it looks for it. */
function isTidied(name: string): boolean {
  return name === '' || /[. ]$/.test(name);
}

function isNoName(name: string): boolean {
  const base = name.split('.')[0] ?? '';
  return forbidden.test(name) || name.includes(':') || devices.test(base.trimEnd());
}

function withoutEndSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}
