import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { VigieApi } from '../../src/client/extension.ts';
import { ScriptedModel } from '../support/scriptedModel.ts';
import { until } from '../support/until.ts';
import { closeAll, useGateway, vigie } from './editor.ts';

describe('what a program printed', () => {
  let gateway: ScriptedModel;
  let api: VigieApi;
  let channel: vscode.OutputChannel;

  before(async () => {
    gateway = await ScriptedModel.saying({ chat: ['A mean.'], completion: ['ghost'] });
    api = await vigie();
    await useGateway(gateway.url);
    channel = vscode.window.createOutputChannel('Model fit');
    channel.appendLine('mean of invented rows: CANARY-88');
    channel.show(false);
    await vscode.commands.executeCommand('workbench.panel.output.focus');
    await until('the output has the focus', () => {
      const document = vscode.window.activeTextEditor?.document;
      return document?.uri.scheme === 'output' && document.getText().includes('CANARY-88');
    });
  });

  after(async () => {
    channel.dispose();
    await vscode.commands.executeCommand('workbench.action.closePanel');
    await closeAll();
    await gateway.close();
  });

  it('can be attached, counts as sensitive, and goes where that is cleared', async () => {
    const attached = await until('the label is known', async () => {
      const [one] = await api.attachments.current();
      return one?.view.label === 'sensitive' && [one];
    });
    assert.equal(attached[0]?.view.name, 'Output');
    assert.equal(attached[0].view.fate, 'sent');
    gateway.received.length = 0;
    await api.conversation.send({ shown: 'Q', text: 'What is this?', attached });
    assert.match(gateway.everything, /CANARY-88/);
  });

  it('gets no ghost text', async () => {
    gateway.received.length = 0;
    await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.equal(gateway.received.filter(({ method }) => method === 'POST').length, 0);
  });
});
