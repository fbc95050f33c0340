import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { NamingProxy } from '../support/namingProxy.ts';
import { ScriptedModel } from '../support/scriptedModel.ts';
import { until } from '../support/until.ts';
import { useGateway, vigie } from './editor.ts';

describe('VS Code’s proxy settings', () => {
  let model: ScriptedModel;
  let proxy: NamingProxy;
  const useProxy = (address: string | undefined): Thenable<void> =>
    vscode.workspace.getConfiguration('http').update('proxy', address, vscode.ConfigurationTarget.Global);

  before(async () => {
    model = await ScriptedModel.saying({ chat: ['Yes.'] });
    proxy = await NamingProxy.start({ 'model.invalid:80': model.port });
    await useGateway('http://model.invalid/v1');
  });
  after(async () => {
    await useProxy(undefined);
    await model.close();
    await proxy.stop();
  });

  it('hold for Vigie as soon as they are set', async () => {
    const { conversation } = await vigie();
    const outcome = async () => (await conversation.send({ shown: 'Q', text: 'Question', attached: [] })).outcome;
    assert.equal(await outcome(), 'failed');
    await useProxy(proxy.environment['http_proxy']);
    await until('the proxy is used', async () => (await outcome()) === 'answered');
    assert.ok(proxy.asked.includes('model.invalid:80'), proxy.asked.join());
    await useProxy(undefined);
    await until('it is used no longer', async () => (await outcome()) === 'failed');
  });
});
