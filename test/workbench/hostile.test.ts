import assert from 'node:assert/strict';
import { join } from 'node:path';
import { build } from 'esbuild';
import { launchBrowser } from '../../scripts/host/browser.mjs';
import type { Browser } from '../../scripts/host/playwright.d.ts';

describe('hostile answers in a real browser', () => {
  let browser: Browser;
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());

  it('leave nothing in the page that loads, runs or navigates', async () => {
    const entry = join(__dirname, '../unit/webview/hostileInBrowser.ts');
    const { outputFiles } = await build({ entryPoints: [entry], bundle: true, format: 'iife', write: false });
    const page = await browser.newPage();
    const report = await page.evaluate<unknown>(`${outputFiles[0]?.text ?? ''}\n;globalThis.hostileReport`);
    assert.deepEqual(report, []);
  });
});
