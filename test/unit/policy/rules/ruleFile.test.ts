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

  describe('with the file open in an editor', () => {
    let text: string | undefined;
    const reader = () => new RuleFileReader(file(), { form: 'workspace', openText: (path) => (path === file() ? text : undefined) });

    it('goes by the editor, in both directions, and by the disk once it is closed', async () => {
      const ours = reader();
      await writeFile(file(), flagged);
      text = '{}';
      assert.equal(await matched(ours), 0);
      text = flagged;
      assert.equal(await matched(ours), 1);
      text = '{}';
      assert.equal(await matched(ours), 0);
      text = undefined;
      assert.equal(await matched(ours), 1);
    });

    it('goes by an editor whose file is not there yet', async () => {
      text = flagged;
      assert.equal(await matched(reader()), 1);
    });

    it('keeps the last good rules while they are being typed', async () => {
      const ours = reader();
      text = flagged;
      await ours.read();
      text = flagged.slice(0, -3);
      const { matcher, problems } = await ours.read();
      assert.deepEqual([matcher.match('a.R').length, problems.length > 0], [1, true]);
    });

    it('is the same while nothing changes, even as the same text is opened and closed', async () => {
      const ours = reader();
      await writeFile(file(), flagged);
      text = undefined;
      const read = await ours.read();
      text = flagged;
      assert.equal(await ours.read(), read);
      text = undefined;
      assert.equal(await ours.read(), read);
    });

    it('reports a text that is too large', async () => {
      text = `${flagged}${'é'.repeat(maximumRulesBytes / 2)}`;
      assert.match((await reader().read()).problems[0]?.message ?? '', /larger than 256 kB/);
    });
  });

  it('reports a file that must be there and is not', async () => {
    const reader = new RuleFileReader(file(), { form: 'organisation', required: true });
    assert.match((await reader.read()).problems[0]?.message ?? '', /no such file/i);
    await writeFile(file(), '{}');
    assert.deepEqual((await reader.read()).problems, []);
  });
});
