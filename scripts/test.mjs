/**
 * `npm test`: everything, from the installation to the tests on a real model. `npm test -- unit contract` runs the
 * steps that are named and what they need.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { chooseHost } from './host/choose.mjs';
import { installHost } from './host/install.mjs';
import { installDependencies } from './install.mjs';
import { run } from './run.mjs';
import { duration, fail, say, step, t } from './terminal.mjs';

const root = join(import.meta.dirname, '..');
const inBrowser = chooseHost({ ...process, desktopAsked: false, codeOnPath: false }).host === 'browser';

/** What mocha counted, over all suites. */
const total = { passing: 0, failing: 0, pending: 0 };

/**
 * The steps in their order. `run` returns a line on what came out, or nothing; `skip` returns why the step is left
 * out, or nothing.
 * @type {Record<string, { title: string, needs?: string[], skip?: () => string | undefined, run: (progress: (how: string) => void) => Promise<string | void> }>}
 */
const steps = {
  install: { title: t('Dependencies'), run: installDependencies },
  build: { title: t('Build'), run: () => node('esbuild.config.mjs') },
  typecheck: {
    title: t('Types'),
    run: async () => {
      await node('node_modules/typescript/bin/tsc', '-p', '.');
      await node('node_modules/typescript/bin/tsc', '-p', 'src/webview');
    },
  },
  lint: { title: t('Lint'), run: () => node('node_modules/eslint/bin/eslint.js', '.') },
  unit: suite(t('Unit tests'), 'unit', { needs: ['build'] }),
  contract: suite(t('Contract tests of the back ends'), 'contract', { needs: ['build'] }),
  server: suite(t('Tests of the language server over stdio'), 'server', { needs: ['build'], timeout: 30_000 }),
  host: { title: t('Editor host'), skip: onlyInBrowser, run: installHost },
  engine: { title: t('Local model'), skip: () => missing('scripts/model/install.mjs'), run: installModel },
  editor: {
    title: t('Tests in the extension host'),
    needs: ['build', 'host'],
    skip: () => withoutTests('editor'),
    run: (progress) => mocha(progress, 'scripts/host/editorSuite.mjs'),
  },
  package: {
    title: t('Package'),
    needs: ['build'],
    run: async () => (await import('./package.mjs')).packageVsix(),
  },
  workbench: suite(t('Tests on the workbench'), 'workbench', { needs: ['build', 'host', 'package'], skip: onlyInBrowser, timeout: 90_000 }),
  model: suite(t('Tests on a real model'), 'model', { needs: ['build', 'host', 'engine', 'package'], timeout: 180_000 }),
};

await main(process.argv.slice(2));

/** @param {string[]} names The steps to run, with what they need; all, where there are none. */
async function main(names) {
  const unknown = names.filter((name) => !(name in steps));
  if (unknown.length > 0) {
    return fail(t('There is no step {0}. The steps are: {1}.', unknown.join(', '), Object.keys(steps).join(', ')));
  }
  const wanted = names.length === 0 ? new Set(Object.keys(steps)) : withNeeds(['install', ...names]);
  const table = [];
  const started = Date.now();
  for (const [name, { title, skip, run }] of Object.entries(steps)) {
    if (!wanted.has(name)) continue;
    const why = skip?.();
    if (why !== undefined) {
      say(`– ${title}: ${why}`);
      table.push([name, t('left out')]);
      continue;
    }
    const start = Date.now();
    try {
      const outcome = await step(title, run);
      table.push([name, duration(Date.now() - start), outcome ?? '']);
    } catch (error) {
      table.push([name, duration(Date.now() - start), t('failed')]);
      fail(`${title}\n${error.message}${error.output === undefined ? '' : `\n${error.output}`}`);
      break;
    }
  }
  say('');
  for (const [name, time, outcome = ''] of [...table, [t('in all'), duration(Date.now() - started)]]) {
    say(`${name.padEnd(12)}${time.padStart(14)}  ${outcome}`.trimEnd());
  }
  say(`\n${total.passing} passed, ${total.failing} failed`);
}

/** @returns {Set<string>} */
function withNeeds(names) {
  const all = new Set(names);
  for (const name of all) for (const need of steps[name].needs ?? []) all.add(need);
  return all;
}

/** A mocha suite in a folder of test/. */
function suite(title, folder, { needs, skip, timeout }) {
  return {
    title,
    needs,
    skip: () => skip?.() ?? withoutTests(folder),
    run: (progress) =>
      mocha(
        progress,
        ...['node_modules/mocha/bin/mocha.js', '--no-color', ...(timeout === undefined ? [] : ['--timeout', timeout])],
        `test/${folder}/**/*.test.{ts,tsx}`,
      ),
  };
}

/** Runs a script that prints as mocha's spec reporter does, adds up its counts and returns a line on them. */
async function mocha(progress, ...args) {
  let output = '';
  const onOutput = (text) => {
    output += text;
    progress(t('{0} tests', output.match(/^\s+✔ /gm)?.length ?? 0));
  };
  try {
    await run(process.execPath, args, { cwd: root, onOutput, brief: true });
  } finally {
    for (const kind of Object.keys(total)) {
      const counts = output.matchAll(new RegExp(`^\\s+(\\d+) ${kind}`, 'gm'));
      for (const [, count] of counts) total[kind] += Number(count);
    }
  }
  const [, passing] = /^\s+(\d+) passing/m.exec(output) ?? [];
  if (passing === undefined) throw new Error(t('The suite ended without a result:\n{0}', output.slice(-4000)));
  const [, pending] = /^\s+(\d+) pending/m.exec(output) ?? [];
  return pending === undefined ? t('{0} passed', passing) : t('{0} passed, {1} left out', passing, pending);
}

async function node(...args) {
  await run(process.execPath, args, { cwd: root, brief: true });
}

async function installModel() {
  const { installModel: install } = await import('./model/install.mjs');
  await install();
}

function onlyInBrowser() {
  return inBrowser ? undefined : t('the editor in the browser exists only for Linux on x64');
}

function withoutTests(folder) {
  const path = join(root, 'test', folder);
  const some = existsSync(path) && readdirSync(path, { recursive: true }).some((name) => /\.test\.tsx?$/.test(name));
  return some ? undefined : t('no tests yet');
}

function missing(path) {
  return existsSync(join(root, path)) ? undefined : t('no {0}', path);
}
