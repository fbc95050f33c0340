import assert from 'node:assert/strict';
import { symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { Workspace } from '../../../src/server/policy/workspace.ts';
import { freshFolder } from '../../support/folder.ts';

const secret = JSON.stringify({ files: [{ paths: ['b.R'], label: 'secret', reason: 'x' }] });

describe('a workspace as of now', () => {
  const folder = freshFolder();
  const at = (...names: string[]) => join(folder.path, ...names);
  const opened = () => {
    const workspace = new Workspace([{ path: at('team', 'study'), name: 'study' }], true, { organisation: at('policy.json'), user: at('rules.json') });
    let told = 0;
    workspace.onDidChange(() => (told += 1));
    return { workspace, told: () => told };
  };

  it('tells those who listen of each change of a rule file, once', async () => {
    folder.write({ 'team/study/a.R': '' });
    const { workspace, told } = opened();
    await workspace.now();
    assert.equal(told(), 1);
    const files = ['policy.json', 'team/.vigie.json', 'team/study/.vigie.json', 'rules.json'];
    for (const [index, file] of files.entries()) {
      folder.write({ [file]: secret });
      await workspace.now();
      await workspace.now();
      assert.equal(told(), index + 2, file);
    }
    const { policy } = await workspace.now();
    assert.equal(told(), files.length + 1);
    assert.equal(policy.rulesFor(at('team', 'study', 'b.R'), at('team', 'study', 'b.R')).length, files.length);
  });

  it('follows the folders anew where there are others', async () => {
    folder.write({ 'other/.vigie.json': secret });
    const { workspace, told } = opened();
    await workspace.now();
    workspace.setFolders([{ path: at('other'), name: 'other' }]);
    await workspace.now();
    assert.equal(told(), 2);
  });

  it('follows a link to where it leads by now', async () => {
    folder.write({ 'one/team/.vigie.json': '{}', 'two/team/.vigie.json': secret });
    symlinkSync(at('one'), at('link'));
    const linked = new Workspace([{ path: at('link', 'team'), name: 'team' }], true);
    await linked.now();
    unlinkSync(at('link'));
    symlinkSync(at('two'), at('link'));
    const { folders, policy } = await linked.now();
    assert.deepEqual(folders.map(({ resolved }) => resolved), [at('two', 'team')]);
    assert.equal(policy.rulesFor(at('link', 'team', 'b.R'), at('two', 'team', 'b.R')).length, 1);
  });
});
