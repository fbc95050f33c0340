import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from '../../scripts/host/browser.mjs';
import { cache, root } from '../../scripts/host/folders.mjs';
import { installVsix, startWorkbench } from '../../scripts/host/server.mjs';
import { typingSettings, WorkbenchPage } from '../../scripts/host/workbenchPage.mjs';
import { vsixPath } from '../../scripts/package.mjs';

/** Where screenshots of failed tests lie. */
export const screenshots = join(cache, 'screenshots');

/** What a workbench is opened with. */
export interface Wish {
  /** The folder to open; it is copied first, so tests may change it. By default the sample workspace. */
  readonly folder?: string;
  /** The `vigie.*` settings, with their prefix. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** A workbench of its own, with the packed extension installed, and a page that shows it. */
export interface OpenWorkbench {
  readonly page: WorkbenchPage;
  /** The copy of the folder that is open. */
  readonly folder: string;
  /** Saves the active document and reads a file of the folder. */
  readonly saved: (path: string) => Promise<string>;
  readonly close: () => Promise<void>;
}

let extensions: Promise<string> | undefined;

/** Installs the packed extension once for all suites of this run. */
function installedExtensions(): Promise<string> {
  extensions ??= (async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vgx-'));
    process.once('exit', () => {
      rmSync(folder, { recursive: true, force: true });
    });
    await installVsix(vsixPath, folder);
    return folder;
  })();
  return extensions;
}

/**
 * Opens a workbench.
 * @returns it once Vigie's server runs.
 */
export async function openWorkbench({ folder, settings, env = {} }: Wish): Promise<OpenWorkbench> {
  const temporary = realpathSync(mkdtempSync(join(tmpdir(), 'vg-')));
  const copy = join(temporary, 'workspace');
  cpSync(folder ?? join(root, 'test', 'workspaces', 'surveillance'), copy, { recursive: true, verbatimSymlinks: true });
  const workbench = await startWorkbench({
    userDataDir: join(temporary, 'd'),
    extensionsDir: await installedExtensions(),
    userSettings: typingSettings,
    machineSettings: settings,
    env: { http_proxy: undefined, HTTP_PROXY: undefined, https_proxy: undefined, HTTPS_PROXY: undefined, ...env },
  });
  const browser = await launchBrowser();
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: workbench.origin });
  const page = new WorkbenchPage(await context.newPage());
  await page.open(workbench.urlFor(copy));
  return {
    page,
    folder: copy,
    saved: async (path) => {
      await page.save();
      return readFileSync(join(copy, path), 'utf8');
    },
    close: async () => {
      await browser.close();
      await workbench.stop();
      rmSync(temporary, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** Keeps a picture of a failed test: for an `afterEach`. */
export async function pictureFailure(test: Mocha.Test | undefined, opened: OpenWorkbench | undefined): Promise<void> {
  if (test?.state !== 'failed' || opened === undefined) return;
  const name = test.fullTitle().replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 100);
  await opened.page.screenshot(join(screenshots, `${name}.png`));
}
