import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../folders.mjs';
import { buildAndPack, vsixPath } from '../package.mjs';

/** What the package is made of: a change in any of them calls for a new one. */
const sources = [
  ...['src', 'l10n', 'media', 'README.md', 'CHANGELOG.md', 'LICENSE', '.vscodeignore'],
  ...['package.json', 'package-lock.json', 'package.nls.json', 'package.nls.fr.json', 'esbuild.config.mjs'],
];

/**
 * Builds and packs the extension, unless the package is later than all that it is made of. Dependencies must be there.
 * @returns {Promise<string>} the package's path.
 */
export async function currentVsix() {
  if (!existsSync(vsixPath) || statSync(vsixPath).mtimeMs < lastChange()) await buildAndPack();
  return vsixPath;
}

/** When a source last changed, in milliseconds since 1970. */
function lastChange() {
  const files = sources.map((name) => join(root, name)).flatMap((path) => {
    if (!existsSync(path)) return [];
    if (!statSync(path).isDirectory()) return [path];
    return [path, ...readdirSync(path, { recursive: true }).map((name) => join(path, name))];
  });
  return Math.max(...files.map((path) => statSync(path).mtimeMs));
}
