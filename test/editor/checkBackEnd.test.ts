import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { CheckBackEndResult } from '../../src/protocol/backEndReport.ts';
import { ScriptedModel } from '../support/scriptedModel.ts';
import { until } from '../support/until.ts';
import { closeAll, set, useGateway, vigie } from './editor.ts';

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

  it('is of the place that the person chooses, where a conversation could ask elsewhere', async () => {
    const near = await ScriptedModel.saying({ chat: ['near'], completion: ['n'] });
    const { server } = await vigie();
    try {
      await set('gateways', [{ name: 'far', urls: [gateway.url] }, { name: 'near', urls: [near.url] }]);
      await until('the server knows the places', () => server.status?.services?.some(({ name }) => name === 'near'));
      const asked = gateway.received.length;
      const checking = check();
      const run = (command: string): Thenable<unknown> => vscode.commands.executeCommand(`workbench.action.${command}`);
      await until('the second place is chosen in the list', async () => {
        await run('quickOpenSelectNext');
        await run('acceptSelectedQuickOpenItem');
        return near.received.length > 0;
      });
      assert.deepEqual((await checking)?.reports.map(({ url, ok }) => [url, ok]), [[near.url, true]]);
      assert.equal(gateway.received.length, asked);
    } finally {
      await set('gateways', undefined);
      await near.close();
    }
  });
});
