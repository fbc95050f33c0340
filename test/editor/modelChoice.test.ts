import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { VigieApi } from '../../src/client/extension.ts';
import type { ServiceView } from '../../src/protocol/models.ts';
import { ScriptedModel } from '../support/scriptedModel.ts';
import { until } from '../support/until.ts';
import { closeAll, open, set, useGateway, vigie } from './editor.ts';

/** A host that is never reached: the gate refuses before anything is sent (RFC 2606, section 2). */
const elsewhere = 'http://gateway.invalid/v1';

describe('the choice of what answers in a conversation', () => {
  let near: ScriptedModel;
  let far: ScriptedModel;
  let api: VigieApi;

  before(async () => {
    [near, far] = await Promise.all([ScriptedModel.saying(), ScriptedModel.saying()]);
    near.script = { chat: ['near'] };
    far.script = { chat: ['far'] };
    api = await vigie();
  });

  beforeEach(async () => {
    await useGateway(near.url);
    await set('gateways', [
      { name: 'far', urls: [far.url], roles: ['chat'] },
      { name: 'elsewhere', urls: [elsewhere], roles: ['chat'] },
      { name: 'near', urls: [near.url], roles: ['chat'] },
    ]);
    await until('the server knows the places', () => api.server.status?.services?.length === 5);
    await api.conversation.clear();
    near.received.length = far.received.length = 0;
  });

  afterEach(async () => {
    await api.models.leave();
    await set('gateways', undefined);
    await closeAll();
  });

  after(() => Promise.all([near.close(), far.close()]));

  const named = (name: string): ServiceView => api.server.status?.services?.find((each) => each.name === name) ?? assert.fail(name);
  const asked = async (): Promise<string> => {
    const result = await api.conversation.send({ shown: '?', text: '?', attached: [] });
    return result.outcome === 'answered' ? (result.turns[1]?.fragments[0]?.text ?? '') : `${result.outcome}: ${'message' in result ? result.message : ''}`;
  };

  it('holds for that conversation, and for no other', async () => {
    assert.equal(await asked(), 'far');
    await api.models.choose({}, named('near'));
    assert.deepEqual([api.models.destination.origin, api.models.name], [new URL(near.url).origin, 'near']);
    assert.equal(await asked(), 'near');
    const stored = api.conversation.stored();
    await api.conversation.clear();
    assert.equal(await asked(), 'far');
    await api.conversation.open(stored);
    assert.equal(await asked(), 'near');
    await api.models.leave();
    assert.equal(await asked(), 'far');
  });

  it('says by each chip what may go there', async () => {
    const editor = await open('r', '# vigie: sensitive\nx <- 1║');
    const fate = async () => (await api.attachments.describe(editor.document.uri)).view.fate;
    assert.equal(await fate(), 'sent');
    await api.models.choose({}, named('elsewhere'));
    assert.equal(await fate(), 'refused');
    const attached = [await api.attachments.describe(editor.document.uri)];
    const result = await api.conversation.send({ shown: '?', text: '?', attached });
    assert.equal(result.outcome, 'refused');
    await api.models.leave();
    assert.equal(await fate(), 'sent');
  });

  it('goes nowhere else where the settings have dropped it', async () => {
    await api.models.choose({}, named('near'));
    const trouble = (): string => api.models.trouble ?? '';
    assert.equal(trouble(), '');
    await set('gateways', [{ name: 'far', urls: [far.url] }]);
    await until('the server knows the places', () => api.server.status?.services?.length === 3);
    assert.match(trouble(), /“near”, which this conversation asks, is no longer in the settings/);
    assert.match(await asked(), /^failed: “near” is no longer among the places/);
    assert.deepEqual([near.received.length, far.received.length], [0, 0]);
  });

  it('is made in a list, in which a place is asked for its models only once it is chosen', async () => {
    const run = (command: string): Thenable<unknown> => vscode.commands.executeCommand(`workbench.action.${command}`);
    let patience = 0;
    await until('the place is chosen in the list', async () => {
      void vscode.commands.executeCommand('vigie.pickModel');
      await until('the current place is asked for its models', () => far.paths.includes('/v1/models'));
      assert.equal(near.received.length, 0);
      // When the list has been filled cannot be seen; in an empty one this does nothing. Its lines: a model, two places.
      await delay((patience += 300));
      await run('quickOpenSelectNext');
      await run('quickOpenSelectNext');
      await run('acceptSelectedQuickOpenItem');
      await delay(patience);
      return near.paths.includes('/v1/models');
    });
    await until('the model is chosen in the list', async () => {
      await run('acceptSelectedQuickOpenItem');
      return api.models.service?.name === 'near';
    });
    assert.equal(await asked(), 'near');
  });
});
