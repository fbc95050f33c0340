import assert from 'node:assert/strict';
import { contentOf } from '../../../src/cli/content.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('contentOf', () => {
  it('reads UTF-8, Latin-1, and UTF-16 with its mark', () => {
    assert.equal(contentOf('a.R', bytesOf('été')).text, 'été');
    assert.equal(contentOf('a.R', Uint8Array.from([0xe9, 0x74, 0xe9])).text, 'été');
    assert.equal(contentOf('a.R', Uint8Array.from([0xff, 0xfe, 0xe9, 0, 0x74, 0, 0xe9, 0])).text.replace('\ufeff', ''), 'été');
  });

  it('takes no text from a binary file, but what says that it is DICOM', () => {
    const bytes = new Uint8Array(20_000).fill(0x41);
    bytes[3] = 0;
    bytes.set(bytesOf('DICM'), 128);
    const { text, heads } = contentOf('image', bytes);
    assert.deepEqual([text.length, text.startsWith('DICM', 128), heads], [256, true, []]);
  });

  it('reads a notebook as its cells have it, each line and column in its place', () => {
    const notebook = { cells: [{ source: ['x <- 1\n', 'y <- c("a", "b")'] }, { source: '# vigie: secret' }] };
    const json = JSON.stringify(notebook, null, 1);
    const { text, heads } = contentOf('a.ipynb', bytesOf(json));
    const before = json.split('\n');
    const after = text.split('\n');
    assert.equal(after.length, before.length);
    const index = before.findIndex((line) => line.includes('x <- 1'));
    assert.equal(after[index]?.trim(), 'x <- 1');
    assert.equal(after[index].indexOf('x'), before[index]?.indexOf('x'));
    assert.equal(after[index + 1]?.trim(), 'y <- c("a", "b")');
    assert.deepEqual(heads, ['x <- 1\ny <- c("a", "b")', '# vigie: secret']);
  });

  it('reads what is no notebook, or was cut short, as text', () => {
    const { text, heads } = contentOf('a.ipynb', bytesOf('{ "cells": [\n "# vigie: secret\\n",'));
    assert.match(text, /# vigie: secret$/);
    assert.deepEqual(heads, ['# vigie: secret']);
  });
});
