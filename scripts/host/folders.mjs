import { join } from 'node:path';
import { root } from '../folders.mjs';

/** The package that carries the editor host and the browser. */
export const hostPackage = join(root, 'tools', 'host');

/** The VS Code build inside that package, and the Node.js it was made for. */
export const hostCode = join(hostPackage, 'node_modules', 'code-server', 'lib', 'vscode');
export const hostNode = join(hostPackage, 'node_modules', 'node24', 'bin', 'node');
export const hostServer = join(hostCode, 'out', 'server-main.js');
