import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { CheckBackEndResult } from '../../src/protocol/backEndReport.ts';
import { ScriptedModel } from '../support/scriptedModel.ts';
import { until } from '../support/until.ts';
import { closeAll, useGateway, vigie } from './editor.ts';

const check = async (): Promise<CheckBackEndResult | undefined> =>
  (await vscode.commands.executeCommand('vigie.checkBackEnd')) ?? undefined;

/** The text of the report that is open, whichever way it is shown. */
async function reportShown(): Promise<string> {
  const uri = await until('the report is there', () => vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'vigie-back-end')?.uri);
  return (await vscode.workspace.openTextDocument(uri)).getText();
}

describe('Check Back End', () => {
  let gateway: ScriptedModel;

  before(async () => {
    gateway = await ScriptedModel.saying({ chat: ['one', ' two'], completion: ['mean(x)'] });
    await vigie();
    await useGateway(gateway.url);
  });
  after(() => gateway.close());
  afterEach(closeAll);

  it('shows what the server can do, as a report that no one can edit', async () => {
    const result = await check();
    assert.deepEqual(result?.reports.map(({ ok, models }) => [ok, models.ids]), [[true, ['scripted']]]);
    await until('a tab is open', () => vscode.window.tabGroups.activeTabGroup.activeTab);
    assert.match(await reportShown(), /^# Back end [^]*\| Models \| in order \| scripted \|/);
  });

  it('shows the report of now, not that of before', async () => {
    await check();
    gateway.routes = {};
    await check();
    const text = await until('the report is new', async () => {
      const shown = await reportShown();
      return /cannot work with this server/.test(shown) && shown;
    });
    assert.match(text, /\| Models \| does not work \|/);
  });
});
