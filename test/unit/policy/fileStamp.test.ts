import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { stampOf } from '../../../src/server/policy/fileStamp.ts';
import { freshFolder } from '../../support/folder.ts';
import { documentAt, policyOver } from '../../support/policy.ts';

describe('stampOf', () => {
  const folder = freshFolder();

  it('trusts no file that was written just now', () => {
    folder.write({ a: 'x' });
    const found = statSync(join(folder.path, 'a'), { bigint: true });
    assert.equal(stampOf(found, found.ctimeNs + 10_000_000n), undefined);
    assert.equal(stampOf(found, found.ctimeNs - 10_000_000n), undefined, 'a clock that is ahead');
    assert.match(stampOf(found, found.ctimeNs + 60_000_000n) ?? '', /^\d+ \d+ 1 \d+$/);
  });

  it('lets rules be seen that are written again at once, in the same size', async () => {
    const { workspace, labeller } = policyOver(folder.path);
    const labels: string[] = [];
    for (const label of ['secret', 'public', 'secret', 'public']) {
      folder.write({ '.vigie.json': JSON.stringify({ files: [{ paths: ['a'], label, reason: 'x' }] }) });
      labels.push((await labeller.labelOrigin(documentAt(join(folder.path, 'a')), await workspace.now())).label);
    }
    assert.deepEqual(labels, ['secret', 'public', 'secret', 'public']);
  });
});
