import { posix, win32 } from 'node:path';

/** What the places of editors depend on. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Vigie's folder in an editor's folder for the data of extensions. */
const ours = ['User', 'globalStorage', 'vigie.vigie'];

/** The names that desktop editors give their folder (`nameShort` in their `product.json`). */
const desktopEditors = ['Code', 'Code - Insiders', 'Code - OSS', 'VSCodium', 'Positron'];

/** The folders of editors' servers in a home folder (`serverDataFolderName` in their `product.json`). */
const servers = ['.vscode-server', '.vscode-server-insiders', '.vscodium-server', '.positron-server', '.openvscode-server'];

/**
 * Where editors keep Vigie's storage folder, whether or not it is there: desktop editors, their servers on remote
 * machines, code-server, openvscode-server, and a portable installation.
 */
export function storageFolders({ platform, home, env }: Surroundings): string[] {
  const paths = platform === 'win32' ? win32 : posix;
  const roots = {
    win32: env['APPDATA'] ?? paths.join(home, 'AppData', 'Roaming'),
    darwin: paths.join(home, 'Library', 'Application Support'),
  };
  const configuration =
    platform === 'win32' || platform === 'darwin' ? roots[platform] : env['XDG_CONFIG_HOME'] ?? paths.join(home, '.config');
  const data = env['XDG_DATA_HOME'] ?? paths.join(home, '.local', 'share');
  const portable = env['VSCODE_PORTABLE'];
  return [
    ...(portable === undefined ? [] : [paths.join(portable, 'user-data', ...ours)]),
    ...desktopEditors.map((name) => paths.join(configuration, name, ...ours)),
    ...servers.map((name) => paths.join(home, name, 'data', ...ours)),
    paths.join(data, 'code-server', ...ours),
  ];
}
