import { chooseHost } from '../host/choose.mjs';
import { installHost } from '../host/install.mjs';
import { root } from '../folders.mjs';
import { installDependencies } from '../install.mjs';
import { run } from '../run.mjs';
import { LeftOut, t } from '../terminal.mjs';
import { mocha } from './mocha.mjs';

/**
 * `needs` are done before, and where one is left out, so is this; `beside` is a later step that runs at the same time as
 * this one and all between them, since each keeps one core busy; `run` returns a line on what came out, or nothing, and
 * throws `LeftOut` where this machine cannot do the step.
 * @typedef {{
 *   title: string,
 *   needs: string[],
 *   beside?: string,
 *   run: (progress: (how: string) => void) => Promise<string | void>,
 * }} Step
 */

const inBrowser = chooseHost().host === 'browser';

/**
 * The steps in their order.
 * @type {Record<string, Step>}
 */
export const steps = {
  install: { title: t('Dependencies'), needs: [], run: installDependencies },
  build: { title: t('Build'), needs: ['install'], run: () => node('esbuild.config.mjs') },
  typecheck: {
    title: t('Types'),
    needs: ['install'],
    beside: 'unit',
    run: async () => {
      await node('node_modules/typescript/bin/tsc', '-p', '.');
      await node('node_modules/typescript/bin/tsc', '-p', 'src/webview');
    },
  },
  lint: { title: t('Lint'), needs: ['install'], beside: 'unit', run: () => node('node_modules/eslint/bin/eslint.js', '.') },
  unit: suite(t('Unit tests'), 'unit', { needs: ['build'] }),
  // The files of these three share nothing, so each core may have one; most of the time they wait.
  contract: suite(t('Contract tests of the back ends'), 'contract', { needs: ['build'], parallel: true }),
  server: suite(t('Tests of the language server over stdio'), 'server', { needs: ['build'], parallel: true }),
  property: suite(t('Property tests of the gate'), 'property', { needs: ['build'], parallel: true }),
  host: { title: t('Editor host'), needs: ['install'], beside: 'engine', run: onlyInBrowser(installHost) },
  engine: { title: t('Local model'), needs: ['install'], run: installEngine },
  editor: {
    title: t('Tests in the extension host'),
    // Elsewhere @vscode/test-electron brings its own.
    needs: inBrowser ? ['build', 'host'] : ['build'],
    run: (progress) => mocha(progress, ['scripts/host/editorSuite.mjs']),
  },
  package: {
    title: t('Package'),
    needs: ['build'],
    run: async () => (await import('../package.mjs')).packageVsix(),
  },
  workbench: suite(t('Tests on the workbench'), 'workbench', { needs: ['host', 'package'], timeout: 120_000 }),
  model: suite(t('Tests on a real model'), 'model', { needs: ['build', 'engine'], timeout: 180_000 }),
  endToEnd: suite(t('Tests from the chat panel to a real model'), 'endToEnd', {
    needs: ['host', 'engine', 'package'],
    timeout: 180_000,
  }),
};

/**
 * @param {string[]} names
 * @returns {Set<string>} the steps with all that they need.
 */
export function withNeeds(names) {
  const all = new Set(names);
  for (const name of all) for (const need of steps[name].needs) all.add(need);
  return all;
}

/**
 * A mocha suite in a folder of test/. `timeout`: milliseconds for a test, where it is not that of .mocharc.json;
 * `parallel`: whether its files run at the same time.
 */
function suite(title, folder, { needs, timeout, parallel = false }) {
  const limit = timeout === undefined ? [] : ['--timeout', timeout];
  const how = parallel ? ['--parallel', '--jobs', '2'] : [];
  const args = ['node_modules/mocha/bin/mocha.js', '--no-color', ...limit, ...how, `test/${folder}/**/*.test.{ts,tsx}`];
  return { title, needs, run: (progress) => mocha(progress, args) };
}

async function node(...args) {
  await run(process.execPath, args, { cwd: root, brief: true });
}

/** On a person's machine a model that cannot be had is no failure of Vigie; in CI (CI=…) it would hide a suite. */
async function installEngine(progress) {
  const { installModel } = await import('../model/install.mjs');
  const installed = await installModel(progress);
  if (installed.ok) return;
  if (process.env.CI) throw new Error(installed.reason);
  throw new LeftOut(installed.reason);
}

function onlyInBrowser(work) {
  return () => {
    if (!inBrowser) throw new LeftOut(t('the editor in the browser exists only for Linux on x64'));
    return work();
  };
}
