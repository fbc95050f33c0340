import assert from 'node:assert/strict';
import { normalize } from 'node:path';
import { documentPath } from '../../../src/server/policy/documentPath.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('documentPath', () => {
  const file = (...paths: [string, ...string[]]) => ({ kind: 'file', paths: paths.map(normalize) as [string, ...string[]] }) as const;
  const git = (path: string, query: unknown) => `git:${path}?${encodeURIComponent(JSON.stringify(query))}`;
  const cases: [string, ReturnType<typeof documentPath>][] = [
    ['file:///p/a%20b.R', file('/p/a b.R')],
    ['file://localhost/p/a.R', file('/p/a.R')],
    ['file://elsewhere/p/a.R', { kind: 'unknown', name: 'file:/p/a.R' }],
    ['untitled:Untitled-1', { kind: 'buffer', name: 'Untitled-1' }],
    ['untitled:/p/new.R', file('/p/new.R')],
    [git('/p/a.R', { path: '/p/a.R', ref: 'HEAD' }), file('/p/a.R', '/p/a.R', '/p/a.R')],
    [git('/p/a.csv.git', { path: '/p/a.csv', ref: '' }), file('/p/a.csv', '/p/a.csv.git', '/p/a.csv')],
    [git('/p/open.R', { path: '/p/private.R' }), file('/p/private.R', '/p/open.R', '/p/open.R')],
    ['git:/p/a.R?HEAD', { kind: 'unknown', name: 'git:/p/a.R' }],
    ['git:/p/a.R', { kind: 'unknown', name: 'git:/p/a.R' }],
    [`vscode-notebook-cell:/p/nb.ipynb#W0s${base64('file')}`, file('/p/nb.ipynb')],
    [`vscode-notebook-cell:/p/nb.ipynb#W0s${base64('untitled')}`, file('/p/nb.ipynb')],
    [`vscode-notebook-cell:Untitled-1.ipynb#W0s${base64('untitled')}`, { kind: 'buffer', name: 'Untitled-1.ipynb' }],
    [`vscode-notebook-cell://host:80/p/nb.ipynb#W0s${base64('vscode-remote')}`, file('/p/nb.ipynb')],
    [
      `vscode-notebook-cell://host:80/p/nb.ipynb#W0s${base64('file')}`,
      { kind: 'unknown', name: 'vscode-notebook-cell:/p/nb.ipynb' },
    ],
    [
      `vscode-notebook-cell:/p/nb.ipynb#W0s${base64('vscode-vfs')}`,
      { kind: 'unknown', name: 'vscode-notebook-cell:/p/nb.ipynb' },
    ],
    ['vscode-vfs://github/o/r/a.R', { kind: 'unknown', name: 'vscode-vfs:/o/r/a.R' }],
    ['a.R', { kind: 'unknown', name: 'a.R' }],
  ];
  for (const [uri, expected] of cases) {
    it(`reads ${uri}`, () => {
      assert.deepEqual(documentPath(uri), expected);
    });
  }
});
