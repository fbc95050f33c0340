import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../support/until.ts';
import { closeAll, extension, vigie } from './editor.ts';

describe('activation', () => {
  after(closeAll);

  it('happens in a folder that has rules, and the server starts by itself', async () => {
    await until('the extension is active', () => extension().isActive);
    const { server } = await vigie();
    await until('the server runs and has spoken', () => server.state === 'running' && server.status !== undefined);
  });

  it('says how to begin where no address is set', async () => {
    const { server } = await vigie();
    assert.equal(server.status?.state, 'unconfigured');
    assert.ok(server.status.message);
  });

  it('registers every command that package.json declares', async () => {
    const { contributes } = extension().packageJSON as { contributes: { commands: { command: string }[] } };
    const registered = await vscode.commands.getCommands(true);
    for (const { command } of contributes.commands) assert.ok(registered.includes(command), command);
  });
});
