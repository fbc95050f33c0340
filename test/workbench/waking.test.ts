import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { temporaryFolder } from '../../scripts/temporary.mjs';
import { until } from '../support/until.ts';
import { workbenchOf } from '../support/workbench.ts';

/** How long a server that is not to start is given to start, in milliseconds. */
const given = 2000;

describe('a window in which nothing of Vigie was asked for', () => {
  const data = temporaryFolder();
  before(() => {
    mkdirSync(join(data.path, 'extracts'));
    writeFileSync(join(data.path, 'extracts', 'week-12.csv'), 'week;cases\n12;34\n');
    writeFileSync(join(data.path, 'week-11.csv'), 'week;cases\n11;21\n');
  });
  after(() => {
    data.remove();
  });
  const workbench = workbenchOf(() => ({ folder: data.path, settings: {} }));
  // Without an address a server that runs has something to warn of.
  const asleep = () => workbench.page.shield().locator('.codicon-shield');
  const awake = () => workbench.page.shield().locator('.codicon-warning');

  it('shows the shield and badges of data files, though no rules are there and no program is open', async () => {
    const { page } = workbench;
    await page.page.locator(`${page.explorerLine('week-11.csv')}[aria-label*="Sensitive for Vigie"]`).waitFor();
    await until('the badge is there', async () => (await page.badge('week-11.csv')) === 'S');
    await awake().waitFor();
  });

  it('has a shield and no server where it has no folder, until something is asked for', async () => {
    const { page } = workbench;
    await page.page.goto(`${new URL(page.page.url()).origin}/?ew=true`);
    await asleep().waitFor({ timeout: 60_000 });
    await wait(given);
    assert.equal(await asleep().count(), 1);
    await page.run('Vigie: Show Ghost Text Statistics');
    await awake().waitFor();
  });
});
