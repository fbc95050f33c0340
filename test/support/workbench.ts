import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cache } from '../../scripts/folders.mjs';
import { launchBrowser } from '../../scripts/host/browser.mjs';
import { installVsix, startWorkbench } from '../../scripts/host/server.mjs';
import { typingSettings } from '../../scripts/host/editorPage.mjs';
import { WorkbenchPage } from '../../scripts/host/workbenchPage.mjs';
import { vsixPath } from '../../scripts/package.mjs';
import { sample } from '../../scripts/start/workspace.mjs';
import { temporaryFolder } from '../../scripts/temporary.mjs';
import type { Trace } from '../../src/server/policy/audit/trace.ts';
import { tracesIn } from './traces.ts';

/** Where screenshots of failed tests lie. */
const screenshots = join(cache, 'screenshots');

/** What a workbench is opened with. */
export interface Wish {
  /** The folder to open; it is copied first, so tests may change it. By default the sample workspace. */
  readonly folder?: string;
  /** Files that the copy gets besides, or in the place of its own, by their paths with `/`. */
  readonly files?: Readonly<Record<string, string>>;
  /** Makes the copy a git repository in which all of it is committed; otherwise the editor's git is off. */
  readonly inGit?: boolean;
  /** What the person's own rule file says; by default there is none, whatever this machine has. */
  readonly ownRules?: object;
  /** The `vigie.*` settings, with their prefix. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** A workbench of its own, with the packed extension installed, and a page that shows it. */
export interface Workbench {
  readonly page: WorkbenchPage;
  /** Saves the active document, which has been changed, and reads a file of the folder. */
  readonly saved: (path: string) => Promise<string>;
  /** Reads a file of the folder as it is on the disk. */
  readonly read: (path: string) => string;
  /** The traces that the policy has kept so far. */
  readonly traces: () => Trace[];
  /** Where the extension keeps what belongs to the folder. */
  readonly storage: () => string;
}

let extensions: Promise<string> | undefined;

/** Installs the packed extension once for all suites of this run. */
function installedExtensions(): Promise<string> {
  extensions ??= (async () => {
    const folder = temporaryFolder();
    await installVsix(vsixPath, folder.path);
    return folder.path;
  })();
  return extensions;
}

/**
 * Opens a workbench before the tests of the suite that calls it, closes it after them, and keeps a picture of every
 * test that fails.
 * @param wish Asked when the workbench is opened.
 */
export function workbenchOf(wish: () => Wish): Workbench {
  const closing: (() => unknown)[] = [];
  let opened: Workbench | undefined;
  const theOpened = (): Workbench => {
    if (opened === undefined) throw new Error('The workbench is open only while tests run.');
    return opened;
  };
  before(async () => {
    opened = await open(wish(), closing);
  });
  afterEach(async function () {
    const test = this.currentTest;
    if (test?.state !== 'failed' || opened === undefined) return;
    const name = test
      .fullTitle()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .slice(0, 100);
    await opened.page.screenshot(join(screenshots, `${name}.png`));
  });
  after(async () => {
    for (const close of closing.reverse()) await close();
  });
  return {
    get page() {
      return theOpened().page;
    },
    saved: (path) => theOpened().saved(path),
    read: (path) => theOpened().read(path),
    traces: () => theOpened().traces(),
    storage: () => theOpened().storage(),
  };
}

/** @param closing Gets what ends each thing that was begun, also where a later one fails. */
async function open({ folder, files = {}, inGit = false, ownRules, settings, env = {} }: Wish, closing: (() => unknown)[]): Promise<Workbench> {
  const temporary = temporaryFolder();
  closing.push(temporary.remove);
  const copy = join(temporary.path, 'workspace');
  cpSync(folder ?? sample, copy, { recursive: true, verbatimSymlinks: true });
  writeFiles(copy, files);
  if (inGit) commitAll(copy);
  const configuration = join(temporary.path, 'c');
  if (ownRules !== undefined) writeFiles(configuration, { 'vigie/rules.json': JSON.stringify(ownRules) });
  const userDataDir = join(temporary.path, 'd');
  const workbench = await startWorkbench({
    userDataDir,
    extensionsDir: await installedExtensions(),
    userSettings: typingSettings,
    machineSettings: { 'git.enabled': inGit, ...settings },
    env: {
      http_proxy: undefined,
      HTTP_PROXY: undefined,
      https_proxy: undefined,
      HTTPS_PROXY: undefined,
      XDG_CONFIG_HOME: configuration,
      ...env,
    },
  });
  closing.push(() => workbench.stop());
  const browser = await launchBrowser();
  closing.push(() => browser.close());
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: workbench.origin });
  const page = new WorkbenchPage(await context.newPage());
  await page.open(workbench.urlFor(copy));
  const read = (path: string): string => readFileSync(join(copy, path), 'utf8');
  return {
    page,
    read,
    saved: async (path) => {
      await page.save();
      return read(path);
    },
    storage: () => {
      const workspaces = join(userDataDir, 'data', 'User', 'workspaceStorage');
      const [own] = readdirSync(workspaces).map((name) => join(workspaces, name, 'vigie.vigie')).filter((path) => existsSync(path));
      if (own === undefined) throw new Error('The extension has kept nothing for the folder.');
      return own;
    },
    traces: () => tracesIn(join(userDataDir, 'data', 'User', 'globalStorage', 'vigie.vigie')),
  };
}

function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** Whatever is set for git on this machine, or by a git hook that runs the tests. */
function commitAll(folder: string): void {
  const env = { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const git = (...args: string[]) => execFileSync('git', ['-C', folder, ...args], { env });
  git('init', '--quiet');
  git('add', '--all', '--force');
  git('-c', 'user.name=Test', '-c', 'user.email=test@example.invalid', 'commit', '--quiet', '--message', 'All');
}
