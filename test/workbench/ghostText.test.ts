import assert from 'node:assert/strict';
import { ScriptedModel } from '../support/scriptedModel.ts';
import { workbenchOf } from '../support/workbench.ts';

describe('ghost text on the workbench', () => {
  let gateway: ScriptedModel;
  before(async () => {
    gateway = await ScriptedModel.saying({ completion: ['(cases', ', na.rm', ' = TRUE)'] });
  });
  after(() => gateway.close());

  const workbench = workbenchOf(() => ({ settings: { 'vigie.gateway.url': gateway.url } }));

  it('appears while a person types, and Tab takes it', async () => {
    const { page, saved } = workbench;
    await page.openFile('R/epicurve.R');
    await page.waitForVigie();
    await page.type('\ntotal <- sum');
    assert.equal(await page.waitForGhostText(), '(cases, na.rm = TRUE)');
    await page.page.keyboard.press('Tab');
    await page.waitForNoGhostText();
    assert.match(await saved('R/epicurve.R'), /\ntotal <- sum\(cases, na\.rm = TRUE\)$/);

    const [request] = gateway.to('/v1/completions');
    assert.ok(request?.body.includes('library(ggplot2)'), 'the model was given the text before the cursor');
  });

  it('goes away on Escape and leaves the document as it is', async () => {
    const { page, saved } = workbench;
    await page.type('\nmean <- sum');
    assert.notEqual(await page.waitForGhostText(), '');
    await page.page.keyboard.press('Escape');
    await page.waitForNoGhostText();
    assert.match(await saved('R/epicurve.R'), /\nmean <- sum$/);
  });
});
