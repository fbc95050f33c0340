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
    const kinOf = (text: string) => (text.includes('a passage') ? [{ path, label: 'sensitive' as const, start: 0, end: 9 }] : []);
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
    const kinOf = () => [{ path: join(folder.path, 'data/a.csv'), label: 'sensitive' as const, start: 0, end: 9 }];
    const { gate } = policyOver(folder.path, { kinship: { ...noKinship, kinOf } });
    assert.equal((await gate.judge(chatOf(part('a passage')), mistral)).kind, 'send');
  });

  it('takes a file that is open for what the editor shows of it, by the name that the editor gives it', async () => {
    const path = join(folder.path, "l'été (copy)@2024+.R");
    const kinOf = () => [{ path, label: 'sensitive' as const, start: 0, end: 9 }];
    const buffers = { [URI.file(path).toString()]: '# vigie: sensitive\n' };
    const { gate } = policyOver(folder.path, { kinship: { ...noKinship, kinOf }, buffers });
    assert.equal((await gate.judge(chatOf(part('a passage')), mistral)).kind, 'refuse');
  });

  const repeats = (path: string, text: string, ...passages: readonly string[]) =>
    passages.map((passage) => ({ path, label: 'sensitive' as const, start: text.indexOf(passage), end: text.indexOf(passage) + passage.length }));
  const document = { kind: 'document', uri: 'untitled:Untitled-1' } as const;

  it('tells the lines of each passage, whole, once where passages share one', async () => {
    const path = join(folder.path, 'data/a.csv');
    const text = 'x <- 1\r\n"a;one;b"\r\n"c;two;d;three"\r\ny <- 2\r\nfour';
    const kinOf = () => repeats(path, text, 'four', 'two', 'one;b"\r\n"c', 'three');
    const { gate } = policyOver(folder.path, { kinship: { ...noKinship, kinOf } });
    const { findings } = await gate.labelOf(document.uri, text, mistral);
    const lines = findings.filter(({ rule }) => rule === 'kinship').map(({ place: { line, column, endLine, endColumn } }) => [line, column, endLine, endColumn]);
    assert.deepEqual(lines, [
      [2, 1, 3, 16],
      [5, 1, 5, 5],
    ]);
  });

  it('counts lines from where the text begins in its document', async () => {
    const path = join(folder.path, 'data/a.csv');
    const text = 'x <- 1\na passage';
    const kinOf = (asked: string) => (asked === text ? repeats(path, text, 'passage') : []);
    const { gate } = policyOver(folder.path, { kinship: { ...noKinship, kinOf } });
    const range = { start: { line: 40, character: 0 }, end: { line: 41, character: 9 } };
    const verdict = await gate.judge(chatOf(part(text, { ...document, range })), mistral);
    assert.equal(verdict.kind, 'refuse');
    assert.deepEqual(verdict.refusal.findings.filter(({ rule }) => rule === 'kinship').map(({ place }) => place.line), [42]);
  });

  it('tells no line where a passage comes of joining texts', async () => {
    const path = join(folder.path, 'data/a.csv');
    const kinOf = (text: string) => (text.includes('first') && text.includes('second') ? repeats(path, text, 'second') : []);
    const { gate } = policyOver(folder.path, { kinship: { ...noKinship, kinOf } });
    const verdict = await gate.judge(chatOf(part('first'), part('second')), mistral);
    assert.equal(verdict.kind, 'refuse');
    assert.deepEqual(verdict.refusal.findings.map(({ rule, place }) => [rule, place.line]), [['kinship', undefined]]);
  });
});
