import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installDependencies } from './install.mjs';
import { run } from './run.mjs';
import { root } from './folders.mjs';
import { fail, say, step, t } from './terminal.mjs';

const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Where `packageVsix` puts the extension. */
export const vsixPath = join(root, `${name}-${version}.vsix`);

/** The bundles, in the order in which their sizes are told. */
const bundles = ['client', 'server', 'program', 'kinship', 'webview', 'cli', 'doctor'];

/**
 * Packs the built extension into `vsixPath`, with no network.
 * @returns {Promise<string>} a line with the sizes of the package and of each bundle.
 * @throws where a bundle is missing or vsce refuses the manifest.
 */
export async function packageVsix() {
  const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  const options = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', vsixPath];
  await run(process.execPath, [vsce, 'package', ...options], { cwd: root });
  const kilobytes = (path) => `${Math.round(statSync(path).size / 1000)} kB`;
  const sizes = bundles.map((bundle) => `${bundle} ${kilobytes(join(root, 'dist', `${bundle}.js`))}`);
  return `${name}-${version}.vsix ${kilobytes(vsixPath)} (${sizes.join(', ')})`;
}

/**
 * Builds the bundles and packs them.
 * @returns {Promise<string>} a line with the sizes.
 */
export async function buildAndPack() {
  await step(t('Building'), () => run(process.execPath, ['esbuild.config.mjs'], { cwd: root }));
  return step(t('Packing'), packageVsix);
}

async function main() {
  try {
    await installDependencies();
    say(await buildAndPack());
  } catch (error) {
    fail(error.message);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) void main();
