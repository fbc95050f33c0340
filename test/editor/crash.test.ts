import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ScriptedModel } from '../support/scriptedModel.ts';
import { until } from '../support/until.ts';
import { acceptGhostText, closeAll, open, useGateway, vigie } from './editor.ts';

describe('the server', () => {
  let gateway: ScriptedModel;

  before(async () => {
    gateway = await ScriptedModel.saying();
    await useGateway(gateway.url);
  });

  afterEach(closeAll);

  after(() => gateway.close());

  it('is started again when it crashes, and works again', async () => {
    const { server } = await vigie();
    const before = server.pid ?? assert.fail('The server has no process.');
    process.kill(before, 'SIGKILL');
    await until(
      'another server runs',
      () => server.state === 'running' && server.pid !== undefined && server.pid !== before,
    );
    gateway.script = { completion: ['sum(cases)'] };
    const editor = await open('r', 'cases <- c(3, 4)\ntotal <- ║\n');
    assert.equal(await acceptGhostText(editor), 'cases <- c(3, 4)\ntotal <- sum(cases)\n');
  });

  it('loses nothing of an answer during which it ends: it is kept, with labels, and goes on with the next one', async () => {
    const { server, conversation } = await vigie();
    gateway.script = { chat: ['Half an '], ending: 'open' };
    let begun = false;
    const listening = conversation.onDidPost(({ type }) => (begun ||= type === 'progress'));
    const answer = conversation.send({ shown: 'Q', text: 'Question', attached: [] });
    await until('the answer has begun', () => begun);
    const before = server.pid ?? assert.fail('The server has no process.');
    process.kill(before, 'SIGKILL');
    const result = await answer;
    listening.dispose();
    assert.equal(result.outcome, 'answered');
    assert.equal(result.finish, 'cut');
    assert.match(result.trouble ?? '', /ended before the answer was complete/);
    const [asked, came] = result.turns;
    assert.deepEqual([asked?.fragments[0]?.text, came?.fragments[0]?.text], ['Question', 'Half an ']);
    assert.equal(came?.fragments[0]?.origin.kind, 'answer');
    await until('another server runs', () => server.state === 'running' && server.pid !== before);
    gateway.script = { chat: ['hour.'] };
    const [turn] = conversation.replay().past.flatMap(({ type, id }) => (type === 'turn' ? [id] : [])).slice(-1);
    await conversation.goOn(turn ?? assert.fail('There is no turn.'));
    const whole = conversation.thread.path.at(-1);
    assert.equal(whole?.answer, 'Half an hour.');
    assert.equal(whole.result?.outcome === 'answered' && whole.result.finish, 'stop');
  });

  it('restarts on the person’s wish', async () => {
    const { server } = await vigie();
    const before = server.pid;
    await vscode.commands.executeCommand('vigie.restartServer');
    assert.equal(server.state, 'running');
    assert.notEqual(server.pid, before);
  });

  it('is left stopped when it keeps crashing, says so in the chat, and can be started again', async () => {
    const { server, conversation } = await vigie();
    const killed = new Set<number>();
    await until('the server is given up', () => {
      const { pid, state } = server;
      if (state === 'running' && pid !== undefined && !killed.has(pid)) {
        killed.add(pid);
        process.kill(pid, 'SIGKILL');
      }
      return state === 'stopped';
    });
    assert.equal(killed.size, 6);
    const result = await conversation.send({ shown: 'Q', text: 'Question', attached: [] });
    assert.equal(result.outcome, 'failed');
    assert.match(result.message, /Restart Server/);
    await vscode.commands.executeCommand('vigie.restartServer');
    assert.equal(server.state, 'running');
  });
});
