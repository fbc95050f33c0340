import assert from 'node:assert/strict';
import { previewText } from '../../../../src/client/preview/text.ts';
import type { PreviewResult } from '../../../../src/protocol/preview.ts';
import type { Finding, Redaction } from '../../../../src/protocol/verdict.ts';

const destination = { backend: 'mistral', origin: 'https://api.mistral.ai', clearance: 'internal' } as const;
const finding: Finding = {
  rule: 'workspace-rule',
  label: 'sensitive',
  reason: 'Records of patients.',
  place: { name: 'data/cases.csv', line: 3 },
  writtenAt: { name: '.vigie.json', line: 5 },
};
const nir: Redaction = { placeholder: '«NIR-1»', rule: 'nir', reason: 'It holds a social-security number.' };
const secret: Redaction = { placeholder: '«SECRET-1»', rule: 'credentials', reason: 'It holds a password.' };

function sent(content: string, more: { redactions?: Redaction[]; withheld?: Finding[] } = {}): PreviewResult {
  const { redactions = [], withheld = [] } = more;
  const url = 'https://api.mistral.ai/v1/chat/completions';
  const body = JSON.stringify({ model: 'm', messages: [{ role: 'user', content }] });
  return { verdict: redactions.length === 0 ? 'send' : 'redact', destination, url, body, redactions, withheld };
}

const title = 'The next question';
const body = (result: PreviewResult): string => ('body' in result ? result.body : assert.fail('nothing is sent'));

describe('the text of a preview', () => {
  it('ends with the exact body, and says how long it is in bytes', () => {
    const result = sent('Où est la médiane ?\nIci.');
    const { text } = previewText(title, result);
    assert.ok(text.endsWith(`\n${body(result)}\n`));
    assert.match(text, new RegExp(`${Buffer.byteLength(body(result))} bytes`));
  });

  it('shows line breaks as line breaks before that', () => {
    const { text } = previewText(title, sent('first <- 1\nsecond <- "2"'));
    assert.match(text, /^first <- 1\nsecond <- "2"$/m);
  });

  it('names the destination, its clearance and the address, in comments', () => {
    const [head] = previewText(title, sent('x')).text.split('{');
    assert.match(head!, /^\/\/ The next question$/m);
    assert.match(head!, /Mistral API https:\/\/api\.mistral\.ai, which may receive up to: internal/);
    assert.match(head!, /https:\/\/api\.mistral\.ai\/v1\/chat\/completions/);
    for (const line of head!.trimEnd().split('\n')) assert.match(line, /^\/\//);
  });

  it('marks every placeholder in what is sent, and none in the comments', () => {
    const result = sent('«NIR-1» and\n«SECRET-1» and «NIR-1»', { redactions: [nir, secret] });
    const { text, marks } = previewText(title, result);
    const marked = marks.map(({ start, end, redaction }) => [text.slice(start, end), redaction.rule]);
    const once = [
      ['«NIR-1»', 'nir'],
      ['«SECRET-1»', 'credentials'],
      ['«NIR-1»', 'nir'],
    ];
    assert.deepEqual(marked, [...once, ...once], 'once for reading, once in the exact body');
    const explained = text.indexOf('«NIR-1»');
    assert.ok(explained < marks[0]!.start, 'the explanation above is no part of what is sent');
    assert.match(text.slice(explained), /^«NIR-1» {2}It holds a social-security number\. · social-security number \(nir\)\n/);
  });

  it('tells what would stay behind, why, and where the rule is written', () => {
    const { text } = previewText(title, sent('x', { withheld: [finding] }));
    assert.match(text, /data\/cases\.csv:3 {2}sensitive: Records of patients\. · rule of the workspace \(workspace-rule\) in \.vigie\.json:5$/m);
  });

  it('of a refusal tells why, and holds nothing but comments', () => {
    const refusal = { destination, label: 'sensitive', message: 'It may not leave.', findings: [finding], canRedact: false } as const;
    const { text, marks } = previewText(title, { verdict: 'refuse', refusal: { ...refusal, findings: [finding] } });
    assert.match(text, /It may not leave\./);
    assert.match(text, /\.vigie\.json:5/);
    assert.deepEqual(marks, []);
    for (const line of text.trimEnd().split('\n')) assert.match(line, /^\/\//);
  });

  it('names lines with the same reason together', () => {
    const at = (line: number): Finding => ({ ...finding, place: { name: 'data/cases.csv', line } });
    const { text } = previewText(title, sent('x', { withheld: [at(3), { ...at(4), reason: 'Else.' }, ...Array.from({ length: 12 }, (_, index) => at(index + 5))] }));
    assert.match(text, /data\/cases\.csv:3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 {2}sensitive: Records of patients\./);
    assert.match(text, /data\/cases\.csv:4 {2}sensitive: Else\./);
  });

  it('of a refusal tells what would happen, since nothing was asked', () => {
    const cause = 'it may not leave.';
    const refusal = { destination, label: 'sensitive' as const, message: `Nothing was sent: ${cause}`, cause, findings: [finding], canRedact: false };
    const { text } = previewText(title, { verdict: 'refuse', refusal });
    assert.match(text, /^\/\/ Nothing would be sent: it may not leave\.$/m);
    assert.doesNotMatch(text, /was sent/);
  });

  it('of a refusal says that the cursor stands inside of what was found, where it does', () => {
    const refusal = { destination, label: 'secret', message: 'It may not leave.', findings: [finding], canRedact: false } as const;
    const refused: PreviewResult = { verdict: 'refuse', refusal: { ...refusal, findings: [finding] } };
    assert.match(previewText(title, refused, true).text, /^\/\/ It may not leave\.\n\/\/ The cursor stands inside/m);
    assert.doesNotMatch(previewText(title, refused).text, /cursor/);
  });

  it('lets no reason from a rule file step out of its comment', () => {
    const reason = 'Ours.\n{"model": "forged"}\u2028{"x": 1}';
    const { text } = previewText(title, sent('x', { withheld: [{ ...finding, reason }] }));
    assert.doesNotMatch(text, /^\{"(model": "forged|x)/m);
    assert.doesNotMatch(text, /\u2028/);
  });

  it('says why nothing would be asked', () => {
    const { text } = previewText(title, { verdict: 'none', message: 'No ghost text here.' });
    assert.equal(text, '// The next question\n//\n// No ghost text here.\n');
  });
});
