import { join } from 'node:path';

/** The project's root. */
export const root = join(import.meta.dirname, '..', '..');

/** What the scripts make and may be deleted at any time. */
export const cache = join(root, '.cache');

/** The package that carries the editor host and the browser. */
export const hostPackage = join(root, 'tools', 'host');

/** The VS Code build inside that package, and the Node.js it was made for. */
export const hostCode = join(hostPackage, 'node_modules', 'code-server', 'lib', 'vscode');
export const hostNode = join(hostPackage, 'node_modules', 'node24', 'bin', 'node');
export const hostServer = join(hostCode, 'out', 'server-main.js');
