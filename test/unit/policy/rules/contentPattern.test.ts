import assert from 'node:assert/strict';
import { contentPatternFault, patternDetectors, type PlacedPattern } from '../../../../src/server/policy/rules/contentPattern.ts';

function written(pattern: string, change: Partial<PlacedPattern> = {}): PlacedPattern {
  const writtenAt = { name: 'policy.json', line: 3 };
  return { name: 'study', pattern, ignoreCase: false, label: 'sensitive', reason: 'A study.', redaction: 'ask', writtenAt, ...change };
}

async function hits(pattern: string, text: string, change: Partial<PlacedPattern> = {}): Promise<string[]> {
  const [detector] = patternDetectors([written(pattern, change)]);
  return (await detector?.detect(text) ?? []).map(({ start, end }) => text.slice(start, end));
}

describe('patternDetectors', () => {
  it('finds every hit at its place, and carries what its author wrote', async () => {
    assert.deepEqual(await hits('\\bEPI-\\d{4}\\b', 'é EPI-0001, EPI-0002; XEPI-0003'), ['EPI-0001', 'EPI-0002']);
    const [detector] = patternDetectors([written('x', { redaction: 'redact', label: 'secret', name: 'study-number' })]);
    assert.deepEqual(
      [detector?.rule, detector?.label, detector?.reason(), detector?.redacts, detector?.placeholder, detector?.writtenAt?.line],
      ['pattern:study-number', 'secret', 'A study.', true, 'STUDY-NUMBER', 3],
    );
    assert.equal(patternDetectors([written('x')])[0]?.redacts, false);
  });

  it('minds letter case unless told otherwise, in the pattern or beside it', async () => {
    assert.deepEqual(await hits('azur', 'AZUR azur'), ['azur']);
    assert.deepEqual(await hits('azur', 'AZUR azur', { ignoreCase: true }), ['AZUR', 'azur']);
    assert.deepEqual(await hits('(?i)étude', 'ÉTUDE'), ['ÉTUDE']);
  });

  it('keeps the alternatives of one pattern to itself', async () => {
    const [first, second] = patternDetectors([written('aaa|bbb'), written('ccc', { name: 'other' })]);
    assert.equal((await first?.detect('ccc'))?.length, 0);
    assert.equal((await second?.detect('xccc'))?.length, 1);
    assert.equal((await first?.detect('bbb'))?.length, 1);
  });

  it('follows the text from one to the next', async () => {
    const [detector] = patternDetectors([written('aaa')]);
    for (const [text, count] of [['aaa', 1], ['b', 0], ['aaa aaa', 2], ['', 0]] as const) {
      assert.equal((await detector?.detect(text))?.length, count, text);
    }
  });

  it('counts the rest of a text as one hit after a hundred', async () => {
    const text = 'a'.repeat(1000);
    const found = await hits('a', text);
    assert.equal(found.length, 100);
    assert.equal(found.join(''), text);
  });

  it('takes time in proportion to the text, where native regular expressions would not end', async () => {
    const evil = `${'x'.repeat(50_000)}!`;
    const begun = performance.now();
    assert.deepEqual(await hits('(x+x+)+y', evil), []);
    await hits('a.*b|a', 'a'.repeat(50_000));
    assert.ok(performance.now() - begun < 5000);
  });
});

describe('contentPatternFault', () => {
  const fault = (pattern: string) => contentPatternFault({ pattern, ignoreCase: false });

  it('takes what RE2 takes', () => {
    for (const pattern of ['\\bEPI-\\d{6}\\b', '(?i)projet\\s+azur', '[A-Z]{2}\\d+', '\\p{Lu}+x', '(?P<n>x)', '^x|y$']) {
      assert.equal(fault(pattern), undefined, pattern);
    }
  });

  it('refuses what RE2 refuses, saying why', () => {
    for (const [pattern, words] of [['(?=x)', /look-around.*\(\?=/], ['(x)\\1', /\\1/], ['[', /closing \]/], ['a)(b', /RE2/], ['x{2000}', /repeat/]] as const) {
      assert.match(fault(pattern) ?? '', words, pattern);
    }
  });

  it('refuses what matches where there is nothing', () => {
    for (const pattern of ['x*', '(a|)', '\\b', '^', '$', '(?m)^', 'x?', '()']) assert.match(fault(pattern) ?? '', /nothing/, pattern);
  });
});
