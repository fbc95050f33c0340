import { posix, win32 } from 'node:path';

/** What of a machine tells where rule files lie that belong to no project. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The person's home folder. */
  readonly home: string;
}

/**
 * Where an administrator puts the organisation's rule file: /etc (Filesystem Hierarchy Standard 3.0, section 3.7), the
 * folder for all users' program data on Windows (FOLDERID_ProgramData), and its counterpart on macOS.
 */
export function organisationFile({ platform, env }: Machine): string {
  if (platform === 'win32') return win32.join(env['ProgramData'] ?? 'C:\\ProgramData', 'Vigie', 'policy.json');
  return platform === 'darwin' ? '/Library/Application Support/Vigie/policy.json' : '/etc/vigie/policy.json';
}

/** Where a person keeps rules for all their projects (XDG Base Directory 0.8; FOLDERID_RoamingAppData). */
export function userFile({ platform, env, home }: Machine): string {
  if (platform === 'win32') return win32.join(env['APPDATA'] ?? win32.join(home, 'AppData', 'Roaming'), 'Vigie', 'rules.json');
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'Vigie', 'rules.json');
  const config = env['XDG_CONFIG_HOME'];
  // A relative path there is to be ignored, says the specification.
  const folder = config !== undefined && posix.isAbsolute(config) ? config : posix.join(home, '.config');
  return posix.join(folder, 'vigie', 'rules.json');
}

/**
 * A path as patterns of these files see it: from the disk's root on, with `/`, in Unicode form NFC. A drive is its
 * letter, `c/data/x.csv`; a network share its server, `server/share/x.csv`.
 */
export function fromRoot(path: string): string {
  const slashed = /^[A-Za-z]:[\\/]|^\\\\/.test(path) ? path.replaceAll('\\', '/') : path;
  return slashed
    .replace(/^\/\/[?.]\/(UNC\/)?/i, '')
    .replace(/^([A-Za-z]):/, (_, drive: string) => drive.toLowerCase())
    .replace(/^\/+/, '')
    .normalize('NFC');
}
