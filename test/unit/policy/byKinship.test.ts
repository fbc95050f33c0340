import assert from 'node:assert/strict';
import { join } from 'node:path';
import { URI } from 'vscode-uri';
import { noKinship } from '../../../src/server/policy/byKinship.ts';
import { freshFolder } from '../../support/folder.ts';
import { chatOf, mistral, part, policyOver } from '../../support/policy.ts';

describe('labels by kinship', () => {
  const folder = freshFolder();
  beforeEach(() => {
    folder.write({ 'data/a.csv': 'x' });
  });

  it('names the file that a passage is of, and where that is flagged', async () => {
    const path = join(folder.path, 'data/a.csv');
    const kinOf = (text: string) => (text.includes('a passage') ? [{ path, label: 'sensitive' as const }] : []);
    const { gate } = policyOver(folder.path, { kinship: { ...noKinship, kinOf } });
    const verdict = await gate.judge(chatOf(part('a passage')), mistral);
    assert.equal(verdict.kind, 'refuse');
    const { findings, canRedact } = verdict.refusal;
    assert.deepEqual([findings.map(({ rule, reason }) => [rule, reason]), canRedact], [
      [['kinship', 'It repeats a passage of data/a.csv, which is flagged.']],
      false,
    ]);
  });

  it('takes a file for what the rules say of it now, whatever the index remembers', async () => {
    folder.write({ '.vigie.json': '{"files":[{"paths":["data/**"],"label":"public","reason":"Published"}]}' });
    const kinOf = () => [{ path: join(folder.path, 'data/a.csv'), label: 'sensitive' as const }];
    const { gate } = policyOver(folder.path, { kinship: { ...noKinship, kinOf } });
    assert.equal((await gate.judge(chatOf(part('a passage')), mistral)).kind, 'send');
  });

  it('takes a file that is open for what the editor shows of it, by the name that the editor gives it', async () => {
    const path = join(folder.path, "l'été (copy)@2024+.R");
    const kinOf = () => [{ path, label: 'sensitive' as const }];
    const buffers = { [URI.file(path).toString()]: '# vigie: sensitive\n' };
    const { gate } = policyOver(folder.path, { kinship: { ...noKinship, kinOf }, buffers });
    assert.equal((await gate.judge(chatOf(part('a passage')), mistral)).kind, 'refuse');
  });
});
