/**
 * Runs test/editor inside a real extension host: in the VS Code from npm on Linux x64, in a desktop VS Code that
 * `@vscode/test-electron` downloads elsewhere. Prints what mocha prints there; the code is 0 where all tests pass.
 */
import { cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { cache, root } from '../folders.mjs';
import { copySample } from '../start/workspace.mjs';
import { temporaryFolder } from '../temporary.mjs';
import { chooseHost } from './choose.mjs';

const bundle = join(cache, 'editor', 'index.cjs');

/** What the extension consists of. */
const parts = ['package.json', 'package.nls.json', 'package.nls.fr.json', 'dist', 'l10n', 'media', 'schemas'];

/** How long one test may take, in milliseconds: the first waits for the language server and, maybe, a busy machine. */
const testLimit = 30_000;

await bundleSuite();
const temporary = temporaryFolder();
try {
  const workspace = copySample(join(temporary.path, 'workspace'));
  const extension = join(temporary.path, 'extension');
  // A copy: the tests start the server again and again, and whoever builds meanwhile would take it from under them.
  for (const part of parts) await cp(join(root, part), join(extension, part), { recursive: true });
  const { host } = chooseHost();
  await runTests({
    ...(host === 'browser' && { vscodeExecutablePath: join(import.meta.dirname, 'code.mjs') }),
    extensionDevelopmentPath: extension,
    extensionTestsPath: bundle,
    cachePath: join(cache, 'vscode'),
    // Settings of an earlier run would be there before the first test.
    launchArgs: [
      workspace,
      '--disable-extensions',
      `--user-data-dir=${join(temporary.path, 'user')}`,
      `--extensions-dir=${join(temporary.path, 'extensions')}`,
    ],
  });
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  temporary.remove();
}

/** Puts all test files into one that the extension host can load: it knows no TypeScript. */
async function bundleSuite() {
  const folder = join(root, 'test', 'editor');
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.test.ts')).sort();
  await build({
    stdin: {
      resolveDir: folder,
      loader: 'ts',
      contents: `
        export async function run() {
          const { default: Mocha } = await import('mocha');
          const mocha = new Mocha({ ui: 'bdd', color: false, timeout: ${testLimit} });
          mocha.suite.emit('pre-require', globalThis, undefined, mocha);
          ${files.map((name) => `require(${JSON.stringify(`./${name.replaceAll('\\', '/')}`)});`).join('\n')}
          await new Promise((resolve, reject) => {
            mocha.run((failures) => (failures === 0 ? resolve(undefined) : reject(new Error(\`\${failures} failed\`))));
          });
        }`,
    },
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}
