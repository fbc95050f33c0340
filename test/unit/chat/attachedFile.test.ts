import assert from 'node:assert/strict';
import { closeSync, openSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileReach, isBinary, readFileText } from '../../../src/server/chat/attachedFile.ts';
import { fileUri } from '../../../src/server/policy/fileUri.ts';
import { freshFolder } from '../../support/folder.ts';

describe('readFileText', () => {
  const folder = freshFolder();
  const read = (name: string) => readFileText(fileUri(join(folder.path, name)), name);
  const readBytes = (name: string, ...bytes: (string | Buffer)[]) => {
    writeFileSync(join(folder.path, name), Buffer.concat(bytes.map((each) => Buffer.from(each))));
    return read(name);
  };
  const textOf = async (asked: ReturnType<typeof read>): Promise<string> => {
    const found = await asked;
    assert.ok(typeof found !== 'string', `no text: ${JSON.stringify(found)}`);
    return found.text;
  };

  it('reads UTF-8, UTF-8 and UTF-16 with a mark, and Latin-1', async () => {
    const text = 'décès <- 1\n';
    assert.equal(await textOf(readBytes('a.R', text)), text);
    assert.equal(await textOf(readBytes('b.R', `\uFEFF${text}`)), text);
    assert.equal(await textOf(readBytes('c.sas', Buffer.from(text, 'latin1'))), text);
    assert.equal(await textOf(readBytes('d.csv', Buffer.from(`\uFEFF${text}`, 'utf16le'))), text);
    assert.equal(await textOf(readBytes('e.csv', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16())), text);
  });

  it('says what the language is by the extension, where that is an ordinary one', async () => {
    const languageOf = async (name: string) => {
      const found = await readBytes(name, 'x');
      return typeof found === 'string' ? found : found.languageId;
    };
    assert.equal(await languageOf('a.SQL'), 'sql');
    assert.equal(await languageOf('a.b c'), '');
    assert.equal(await languageOf('Makefile'), '');
  });

  it('reads only the beginning of two gigabytes, and says how large the file is', async () => {
    const path = join(folder.path, 'large.csv');
    const handle = openSync(path, 'w');
    writeSync(handle, 'id;age\n1;2\n'.repeat(200_000));
    closeSync(handle);
    truncateSync(path, 2 ** 31);
    const before = process.memoryUsage().arrayBuffers;
    const found = await read('large.csv');
    assert.ok(typeof found !== 'string');
    assert.equal(found.bytes, 2 ** 31);
    assert.equal(found.text.length, fileReach);
    assert.ok(process.memoryUsage().arrayBuffers - before < 10 * fileReach);
  });

  it('refuses what is no text in a sentence', async () => {
    for (const [name, bytes] of [
      ['a.rds', Buffer.from([0x1f, 0x8b, 8, 1, 1])],
      ['a.xlsx', Buffer.from('PK\x03\x04...')],
      ['a.pdf', Buffer.from('%PDF-1.7')],
      ['a.sas7bdat', Buffer.from([1, 2, 0, 0])],
    ] as const) {
      assert.match(JSON.stringify(await readBytes(name, bytes)), new RegExp(`^"${name} is not a text`));
    }
    assert.ok(!isBinary(Buffer.from('')));
  });

  it('says what a folder is, and what is not there', async () => {
    folder.write({ 'data/x.csv': '' });
    assert.match(JSON.stringify(await read('data')), /is a folder/);
    assert.match(JSON.stringify(await read('gone.R')), /no longer there/);
    assert.match(JSON.stringify(await readFileText('untitled:Untitled-1', 'Untitled-1')), /not open/);
  });

  it('reads of a notebook what its cells say, and nothing that they printed', async () => {
    const notebook = {
      cells: [
        { cell_type: 'markdown', source: ['# Title\n', 'words'] },
        { cell_type: 'code', source: 'df.head()', outputs: [{ data: { 'text/plain': ['canary 1987-03-02'] } }] },
      ],
    };
    const text = await textOf(readBytes('a.ipynb', JSON.stringify(notebook)));
    assert.equal(text, '# --- 1: markdown\n# Title\nwords\n\n# --- 2: code\ndf.head()\n');
    assert.match(JSON.stringify(await readBytes('b.ipynb', '{"cells": "no"}')), /cannot be read/);
  });
});
