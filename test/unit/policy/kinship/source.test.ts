import assert from 'node:assert/strict';
import { formOf, isPacked, isUnread } from '../../../../src/server/policy/kinship/source.ts';
import { delimited, inventedRows } from './inventedRows.ts';

const form = (path: string, text: string | Uint8Array) =>
  formOf(path, typeof text === 'string' ? new TextEncoder().encode(text) : text);
const table = delimited(inventedRows(20), ';');

describe('the form of a flagged file', () => {
  it('is rows with a header where nearly all lines have the same delimiters, whatever the name', () => {
    for (const path of ['/a/list.csv', '/a/LIST.CSV.GZ', '/a/export.txt', '/a/export', '/a/export.dat']) {
      assert.deepEqual(form(path, table), { kind: 'rows', header: true, encoding: 'bytes' }, path);
    }
  });

  it('keeps the first line where it holds values', () => {
    const [, ...rows] = table.split('\n');
    assert.deepEqual(form('/a/list.csv', rows.join('\n')), { kind: 'rows', header: false, encoding: 'bytes' });
  });

  it('is rows without a header in JSON and in columns of fixed width', () => {
    assert.deepEqual(form('/a/list.json', '{"id": "P1"}'), { kind: 'rows', header: false, encoding: 'bytes' });
    const lines = inventedRows(20).map((row) => JSON.stringify({ id: row[0], town: row[5], outcome: row[8] })).join('\n');
    for (const path of ['/a/list.ndjson', '/a/list.txt']) assert.deepEqual(form(path, lines), { kind: 'rows', header: false, encoding: 'bytes' });
    const fixed = inventedRows(20).map((row) => row.join('')).join('\n');
    assert.equal(form('/a/list.txt', fixed)?.kind, 'rows');
  });

  it('is text for programs, notebooks and prose, though they have commas and numbers', () => {
    for (const path of ['/a/b.R', '/a/b.sas', '/a/b.ipynb', '/a/b.qmd']) assert.equal(form(path, table)?.kind, 'text');
    assert.equal(form('/a/minutes.txt', 'We met, and we talked.\nNobody came late.\n')?.kind, 'text');
  });

  it('goes by the byte-order mark', () => {
    assert.equal(form('/a/b.csv', Buffer.from(`\ufeff${table}`, 'utf16le'))?.encoding, 'utf-16le');
    assert.equal(form('/a/b.csv', Buffer.from(`\ufeff${table}`, 'utf16le').swap16())?.encoding, 'utf-16be');
    assert.deepEqual(form('/a/b.csv', `\ufeff${table}`), { kind: 'rows', header: true, encoding: 'bytes' });
  });

  it('is none where there are NUL characters', () => {
    assert.equal(form('/a/b.csv', Uint8Array.of(0x31, 0, 0x32)), undefined);
  });

  it('is told by the name for binary formats and packings', () => {
    for (const path of ['/a/b.rds', '/a/b.SAS7BDAT', '/a/b.parquet', '/a/b.xlsx', '/a/b.tar.gz', '/a/b.zip']) assert.ok(isUnread(path), path);
    for (const path of ['/a/b.csv', '/a/rds', '/a/b.csv.gz', '/a.rds/b']) assert.ok(!isUnread(path), path);
    assert.deepEqual(['/a/b.csv.gz', '/a/b.GZ', '/a/b.gzip.csv'].map(isPacked), [true, true, false]);
  });
});
