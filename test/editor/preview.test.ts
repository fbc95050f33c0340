import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { VigieApi } from '../../src/client/extension.ts';
import { ScriptedModel } from '../support/scriptedModel.ts';
import { until } from '../support/until.ts';
import { closeAll, set, useGateway, vigie, write } from './editor.ts';

const password = 'Tulip-9341-Meadow';

describe('Show What Would Be Sent', () => {
  let gateway: ScriptedModel;
  let api: VigieApi;

  before(async () => {
    gateway = await ScriptedModel.saying({ completion: [] });
    api = await vigie();
    await set('completion.enabled', false);
  });

  beforeEach(async () => {
    await useGateway(gateway.url);
    await api.conversation.clear();
    const script = await write('R/connect.R', `library(DBI)\ndb_password <- "${password}"\ncon <- \n`);
    const editor = await vscode.window.showTextDocument(script);
    editor.selection = new vscode.Selection(2, 7, 2, 7);
    gateway.received.length = 0;
  });

  afterEach(closeAll);

  after(async () => {
    await set('completion.enabled', undefined);
    await gateway.close();
  });

  const preview = () =>
    vscode.window.visibleTextEditors.find(({ document }) => document.uri.scheme === 'vigie-preview')?.document;
  const shows = (what: string, text: RegExp) =>
    until(what, () => {
      const shown = preview();
      return shown !== undefined && text.test(shown.getText()) && shown;
    });

  it('opens the next completion’s body with what is redacted marked, and sends nothing', async () => {
    await vscode.commands.executeCommand('vigie.showWhatWouldBeSent');
    const shown = await shows('the preview', /The exact body/);
    const text = shown.getText();
    assert.match(text, /The next completion in R\/connect\.R, line 3, column 8/);
    assert.match(text, /«SECRET-1»/);
    assert.doesNotMatch(text, new RegExp(password));
    assert.equal(shown.languageId, 'vigie-preview');
    assert.equal(shown.isDirty, false);
    const asked = gateway.received.filter(({ method }) => method === 'POST').map(({ body }) => body);
    assert.doesNotMatch(asked.join(), /library\(DBI\)/, 'no text of the document left');
  });

  it('follows what is typed into the document', async () => {
    await vscode.commands.executeCommand('vigie.showWhatWouldBeSent');
    await shows('the preview', /The exact body/);
    const source = vscode.window.visibleTextEditors.find(({ document }) => document.uri.path.endsWith('connect.R'));
    assert.ok(source);
    await source.edit((edit) => {
      edit.insert(new vscode.Position(0, 0), 'library(dplyr)\n');
    });
    await shows('the preview with the new line', /library\(dplyr\)/);
    await source.document.save();
  });

  it('opens the next question’s body', async () => {
    const chat = api.conversation.asked({ shown: '', text: 'What is the median?', attached: await api.attachments.current() });
    assert.equal(chat.redact, false);
    await vscode.commands.executeCommand('vigie.showWhatChatWouldSend');
    const shown = await shows('the preview', /The exact body/);
    assert.match(shown.getText(), /The next question in the chat/);
  });

  it('is never attached itself; what stands behind it stays attached', async () => {
    await vscode.commands.executeCommand('vigie.showWhatWouldBeSent');
    const shown = await shows('the preview', /The exact body/);
    assert.equal(vscode.window.activeTextEditor?.document, shown);
    const names = (await api.attachments.current()).map(({ view }) => view.name);
    assert.deepEqual(names, ['R/connect.R']);
  });

  it('tells why, where the request would be refused', async () => {
    await set('gateway.url', 'http://gateway.invalid/v1');
    await until('the other host', () => api.server.status?.destination.origin === 'http://gateway.invalid');
    const data = await vscode.window.showTextDocument(await write('data/cases.csv', 'id,age\nCANARY-51,47\n'));
    data.selection = new vscode.Selection(2, 0, 2, 0);
    await vscode.commands.executeCommand('vigie.showWhatWouldBeSent');
    const text = (await shows('the refusal', /Why:/)).getText();
    assert.match(text, /data\/cases\.csv/);
    assert.doesNotMatch(text, /CANARY-51/);
  });
});
