import assert from 'node:assert/strict';
import { normalize } from 'node:path';
import { documentPath } from '../../../src/server/policy/documentPath.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** A path as this machine writes it. */
const native = (path: string) => ({ kind: 'file', path: normalize(path) }) as const;

describe('documentPath', () => {
  const cases: [string, ReturnType<typeof documentPath>][] = [
    ['file:///p/a%20b.R', native('/p/a b.R')],
    ['untitled:Untitled-1', { kind: 'buffer', name: 'Untitled-1' }],
    ['untitled:/p/new.R', native('/p/new.R')],
    ['git:/p/a.R?%7B%22ref%22%3A%22HEAD%22%7D', native('/p/a.R')],
    [`vscode-notebook-cell:/p/nb.ipynb#W0s${base64('file')}`, native('/p/nb.ipynb')],
    [`vscode-notebook-cell:Untitled-1.ipynb#W0s${base64('untitled')}`, { kind: 'buffer', name: 'Untitled-1.ipynb' }],
    [`vscode-notebook-cell:/p/nb.ipynb#W0s${base64('vscode-vfs')}`, { kind: 'unknown', name: '/p/nb.ipynb' }],
    ['vscode-vfs://github/o/r/a.R', { kind: 'unknown', name: 'vscode-vfs:/o/r/a.R' }],
    ['a.R', { kind: 'unknown', name: 'a.R' }],
  ];
  for (const [uri, expected] of cases) {
    it(`reads ${uri}`, () => {
      assert.deepEqual(documentPath(uri), expected);
    });
  }
});
