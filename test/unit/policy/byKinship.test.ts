import assert from 'node:assert/strict';
import { join } from 'node:path';
import { noKinship, type Kin } from '../../../src/server/policy/byKinship.ts';
import { freshFolder } from '../../support/folder.ts';
import { chatOf, localGateway, mistral, part, policyOver } from '../../support/policy.ts';

const noKin: (text: string) => readonly Kin[] = () => [];

describe('labels by kinship', () => {
  const folder = freshFolder();
  beforeEach(() => {
    folder.write({ 'data/a.csv': 'x' });
  });

  it('waits for the flagged files to be read where a passage of one would have to be recognised', async () => {
    let read: () => void = () => undefined;
    const index = { ...noKinship, kinOf: noKin, isReady: false, ready: new Promise<void>((resolve) => (read = resolve)) };
    const { gate } = policyOver(folder.path, { kinship: index });
    assert.equal((await gate.judge(chatOf(part('hello')), localGateway)).kind, 'send', 'this machine may receive them');
    const waiting = gate.judge(chatOf(part('a passage')), mistral);
    assert.equal(await Promise.race([waiting, new Promise((resolve) => setTimeout(resolve, 50, 'waits'))]), 'waits');
    const path = join(folder.path, 'data/a.csv');
    index.isReady = true;
    index.kinOf = (text) => (text.includes('a passage') ? [{ path, label: 'sensitive' }] : []);
    read();
    const verdict = await waiting;
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
});
