import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { maximumRulesBytes, rulesFileName } from '../../../../src/protocol/rules.ts';
import { RuleFileReader } from '../../../../src/server/policy/rules/ruleFile.ts';
import { freshFolder } from '../../../support/folder.ts';

const flagged = '{ "files": [ { "paths": ["a.R"], "label": "sensitive", "reason": "x" } ] }';

describe('RuleFileReader', () => {
  const folder = freshFolder();
  const file = () => join(folder.path, rulesFileName);
  const matched = async (reader: RuleFileReader) => (await reader.read()).matcher.match('a.R').length;

  it('has no rules and no problem where there is no file', async () => {
    const { matcher, problems } = await new RuleFileReader(file(), { form: 'workspace' }).read();
    assert.deepEqual([matcher.match('a.R'), problems], [[], []]);
  });

  it('follows every change on the disk at the next reading', async () => {
    const reader = new RuleFileReader(file(), { form: 'workspace' });
    assert.equal(await matched(reader), 0);
    await writeFile(file(), flagged);
    assert.equal(await matched(reader), 1);
    await writeFile(file(), flagged.replace('a.R', 'b.R'));
    assert.equal(await matched(reader), 0);
    await rm(file());
    await writeFile(file(), flagged);
    assert.equal(await matched(reader), 1);
    await rm(file());
    assert.equal(await matched(reader), 0);
  });

  it('keeps the last good rules while the file is broken', async () => {
    const reader = new RuleFileReader(file(), { form: 'workspace' });
    await writeFile(file(), flagged);
    await reader.read();
    await writeFile(file(), '{ "files": [ ');
    const { matcher, problems } = await reader.read();
    assert.equal(matcher.match('a.R').length, 1);
    assert.ok(problems.length > 0);
    await writeFile(file(), flagged);
    assert.deepEqual((await reader.read()).problems, []);
  });

  it('reports a file that is too large, in another encoding, or no file at all', async () => {
    const reader = new RuleFileReader(file(), { form: 'workspace' });
    await writeFile(file(), `${flagged}${' '.repeat(maximumRulesBytes)}`);
    assert.match((await reader.read()).problems[0]?.message ?? '', /larger than 256 kB/);
    await writeFile(
      file(),
      Buffer.from('{ "files": [ { "paths": ["données/**"], "label": "sensitive", "reason": "x" } ] }', 'latin1'),
    );
    assert.match((await reader.read()).problems[0]?.message ?? '', /UTF-8/);
    await rm(file());
    await mkdir(file());
    assert.match((await reader.read()).problems[0]?.message ?? '', /not a regular file/);
  });
});
