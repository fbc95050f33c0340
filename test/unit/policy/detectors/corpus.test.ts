import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { detectors } from '../../../../src/server/policy/detectors/index.ts';
import { personTable } from '../../../../src/server/policy/detectors/personTable.ts';
import { hits } from './golden.ts';

const golden = new URL('../../../golden/detectors/', import.meta.url);

function programs(kind: 'clean' | 'flagged'): { name: string; text: string }[] {
  const folder = new URL(`${kind}/`, golden);
  return readdirSync(folder).map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }));
}

describe('detectors on whole programs', () => {
  it('have a corpus to be tried on', () => {
    assert.ok(programs('clean').length >= 12);
    assert.ok(programs('flagged').length >= 6);
  });

  for (const { name, text } of programs('clean')) {
    it(`find nothing in ${name}`, async () => {
      for (const detector of detectors) {
        const found = (await detector.detect(text)).map(({ start, end }) => `${detector.rule}: ${text.slice(start, end)}`);
        assert.deepEqual(found, []);
      }
    });

    it(`find nothing in any beginning of ${name}, as ghost text sends them`, async () => {
      for (let end = 0; end < text.length; end = text.indexOf('\n', end) + 1 || text.length) {
        assert.deepEqual(await personTable.detect(text.slice(0, end)), [], `up to ${end}`);
      }
    });
  }

  for (const { name, text } of programs('flagged')) {
    it(`find just the tables of persons in ${name}`, () => hits(text, personTable));
  }
});
