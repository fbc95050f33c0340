import assert from 'node:assert/strict';
import { basename, join } from 'node:path';
import { Workspace } from '../../../../src/server/policy/workspace.ts';
import { freshFolder } from '../../../support/folder.ts';
import { localGateway } from '../../../support/policy.ts';

describe('the text of an open rule file', () => {
  const folder = freshFolder();
  const clearance = async (open: string, text: string) => {
    const workspace = new Workspace([{ path: folder.path, name: basename(folder.path) }], true, {
      organisation: join(folder.path, 'policy.json'),
      openText: (path) => (path === join(folder.path, open) ? text : undefined),
    });
    return (await workspace.now()).policy.cleared(localGateway).clearance;
  };
  const lowers = JSON.stringify({ clearances: [{ destination: 'this-machine', label: 'public', reason: 'x' }] });

  it('counts for a workspace', async () => {
    assert.equal(await clearance('.vigie.json', lowers), 'public');
  });

  it('does not count for an organisation: whoever may not write that file may type into an editor', async () => {
    assert.equal(await clearance('policy.json', lowers), 'sensitive');
    folder.write({ 'policy.json': lowers });
    assert.equal(await clearance('policy.json', '{}'), 'public');
  });
});

describe('rule files that several read at once', () => {
  const folder = freshFolder();

  it('are new once', async () => {
    folder.write({ '.vigie.json': '{ "files": [{ "paths": ["a"], "label": "secret", "reason": "x" }] }' });
    const workspace = new Workspace([{ path: folder.path, name: basename(folder.path) }], true);
    const generations: string[] = [];
    workspace.onDidChange(({ generation }) => generations.push(generation));
    const all = await Promise.all([1, 2, 3, 4].map(() => workspace.now()));
    assert.deepEqual([generations.length, new Set(all.map(({ policy }) => policy.generation)).size], [1, 1]);
    folder.write({ '.vigie.json': '{}' });
    await Promise.all([1, 2, 3].map(() => workspace.now()));
    assert.equal(generations.length, 2);
  });
});
