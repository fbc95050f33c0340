#!/usr/bin/env node
/**
 * Stands in for VS Code's `code` in tests: takes the same arguments, runs the tests in the extension host of the VS
 * Code from npm, prints what they print and ends with their code. For `@vscode/test-electron`'s
 * `vscodeExecutablePath`, so that one suite serves this host and a desktop VS Code.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { temporaryFolder } from '../temporary.mjs';
import { fail, t } from '../terminal.mjs';
import { launchBrowser } from './browser.mjs';
import { installHost } from './install.mjs';
import { startWorkbench } from './server.mjs';

/** How long the tests may take, in milliseconds: more than any suite's own limits, less than a person's patience. */
const testLimit = 5 * 60_000;

/** What the workbench says of itself on the channel on which the tests print. */
const workbenchNoise = new RegExp(
  `^(${[
    'Ignoring fetching',
    'Updating additional',
    'Timed out waiting for authentication',
    'Creating a socket',
    'Creation of workbench',
    'Resolv(ed|ing) connection',
    '\\[(reconnection|AgentHost|AccountPolicy|Service Worker)',
  ].join('|')})`,
);

const { values, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    extensionDevelopmentPath: { type: 'string', multiple: true },
    extensionTestsPath: { type: 'string' },
    'user-data-dir': { type: 'string' },
  },
});
process.exitCode = await runTests({
  extensions: values.extensionDevelopmentPath ?? [],
  tests: values.extensionTestsPath,
  settings: readSettings(values['user-data-dir']),
  folder: resolve(positionals[0] ?? '.'),
});

/**
 * @param {{ extensions: string[], tests: string, settings: Record<string, unknown>, folder: string }} what
 * @returns {Promise<number>} the tests' code, or 1 where they did not end.
 */
async function runTests({ extensions, tests, settings, folder }) {
  await installHost();
  const temporary = temporaryFolder();
  const workbench = await startWorkbench({
    userDataDir: temporary.path,
    extensionsDir: join(temporary.path, 'extensions'),
    userSettings: settings,
    machineSettings: settings,
    driver: true,
  });
  const remote = (path) => `vscode-remote://127.0.0.1:${workbench.port}${resolve(path)}`;
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    let timer;
    const ended = new Promise((done) => {
      timer = setTimeout(() => {
        fail(t('The tests did not end within {0} minutes.', testLimit / 60_000));
        done(1);
      }, testLimit);
      page.once('crash', () => done(1));
      void page.exposeFunction('codeAutomationExit', done);
    });
    await page.exposeFunction('codeAutomationLog', (type, args) => {
      if (!workbenchNoise.test(String(args[0]))) console[type in console ? type : 'log'](...args);
    });
    await page.goto(
      workbench.urlFor(folder, [
        ...extensions.map((path) => ['extensionDevelopmentPath', remote(path)]),
        ['extensionTestsPath', remote(tests)],
        ['skipWelcome', 'true'],
      ]),
    );
    const code = await ended;
    clearTimeout(timer);
    return code;
  } finally {
    await browser.close();
    await workbench.stop();
    temporary.remove();
  }
}

/** The settings that the caller laid down for this run, as desktop VS Code would find them. */
function readSettings(userDataDir) {
  const file = userDataDir && join(userDataDir, 'User', 'settings.json');
  return file && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}
