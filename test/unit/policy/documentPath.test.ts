import assert from 'node:assert/strict';
import { normalize } from 'node:path';
import { documentPath } from '../../../src/server/policy/documentPath.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('documentPath', () => {
  const file = (...paths: [string, ...string[]]) => ({ kind: 'file', paths: paths.map(normalize) as [string, ...string[]] }) as const;
  const git = (path: string, query: unknown) => `git:${path}?${encodeURIComponent(JSON.stringify(query))}`;
  const buffer = (name: string) => ({ kind: 'buffer', name }) as const;
  const printed = (name: string, ...paths: string[]) => ({ kind: 'printed', name, paths: paths.map(normalize) }) as const;
  const hex = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('hex');
  const view = (scheme: string, path: string, query: unknown) => `${scheme}:${path}?${encodeURIComponent(JSON.stringify(query))}`;
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

    [`vscode-notebook-cell-metadata:/p/nb.ipynb#W0s${base64('file')}`, file('/p/nb.ipynb')],
    [`vscode-notebook-metadata:/p/nb.ipynb#${base64('file')}`, file('/p/nb.ipynb')],
    [
      `vscode-notebook-cell:/Interactive-1.interactive#W0s${base64('untitled')}`,
      { kind: 'buffer', name: 'Interactive-1.interactive' },
    ],
    ['untitled:/Interactive-2.interactive', { kind: 'buffer', name: 'Interactive-2.interactive' }],
    ['vscode-interactive-input:/InteractiveInput-1', buffer('vscode-interactive-input:InteractiveInput-1')],
    ['vscode-scm:git/scm0/input?rootUri=x', buffer('vscode-scm:git/scm0/input')],
    ['comment://x/commentinput-1.md', buffer('comment:commentinput-1.md')],

    ['vscode-notebook-cell-output:/p/nb.ipynb?openIn%3Deditor%26outputId%3D1', printed('p/nb.ipynb', '/p/nb.ipynb')],
    ['vscode-notebook-cell-output:/p/nb.ipynb#op00000000-0000-0000-0000-000000000000,', printed('p/nb.ipynb', '/p/nb.ipynb')],
    ['vscode-notebook-cell-output://host/p/nb.ipynb?openIn%3Dnotebook', printed('p/nb.ipynb', '/p/nb.ipynb')],
    ['vscode-notebook-cell-output:Untitled-1.ipynb', printed('Untitled-1.ipynb')],
    ['output:extension-output-r', printed('output:extension-output-r')],
    ['search-editor:#0.1', printed('search-editor:')],
    ['vscode-terminal:/1/2', printed('vscode-terminal:1/2')],
    ['accessible-view:accessible-view-terminal', printed('accessible-view:accessible-view-terminal')],

    ['vscode-remote://ssh-remote%2Bserver/p/a.R', file('/p/a.R')],
    ['gitfs:/p/a.R?' + encodeURIComponent(JSON.stringify({ path: '/p/a.R', ref: '' })), file('/p/a.R', '/p/a.R', '/p/a.R')],
    [`gitlens://${hex({ ref: 'abc', repoPath: '/p' })}/p/data/a.csv?x`, file('/p/data/a.csv')],
    [
      `gitlens://${hex({ ref: 'abc', repoPath: 'vscode-vfs://github/o/r' })}/o/r/a.csv`,
      { kind: 'unknown', name: 'gitlens:/o/r/a.csv' },
    ],
    ['gitlens://zz/p/a.csv', { kind: 'unknown', name: 'gitlens:/p/a.csv' }],
    [`git-graph:/file.csv?${base64(JSON.stringify({ filePath: 'data/a.csv', repo: '/p', commit: 'abc' }))}`, file('/p/data/a.csv')],
    ['git-graph:/file.csv?x', { kind: 'unknown', name: 'git-graph:/file.csv' }],
    [
      view('review', '/p/data/a.csv.git', { path: 'data/a.csv', rootPath: '/p' }),
      file('/p/data/a.csv', '/p/data/a.csv.git', '/p/data/a.csv'),
    ],
    [view('review', '/p/a.csv', { path: 'a.csv' }), { kind: 'unknown', name: 'review:/p/a.csv' }],
    [view('pr', '/p/data/a.csv', { fileName: 'data/a.csv', prNumber: 7 }), file('/p/data/a.csv', '/p/data/a.csv')],
    [view('pr', '/p/data/a.csv', {}), { kind: 'unknown', name: 'pr:/p/data/a.csv' }],
    [view('gl-review', '/data/a.csv', { repositoryRoot: '/p', mrId: 7 }), file('/p/data/a.csv')],

    [
      view('vscode-local-history', '/p/a.csv', { location: 'file:///h/1.csv', associatedResource: 'file:///p/a.csv' }),
      file('/p/a.csv'),
    ],
    [
      view('vscode-local-history', '/o/a.csv', { location: 'x:/1', associatedResource: 'vscode-vfs://github/o/a.csv' }),
      { kind: 'unknown', name: 'vscode-vfs:/o/a.csv' },
    ],
    [view('showModifications', '/p/a.R', { scheme: 'file', query: '' }), file('/p/a.R')],
    [view('conflictResolution', '/o/a.R', { scheme: 'vscode-vfs' }), { kind: 'unknown', name: 'vscode-vfs:/o/a.R' }],
    [view('conflictResolution', '/p/a.R', { scheme: 'no scheme' }), { kind: 'unknown', name: 'conflictResolution:/p/a.R' }],
    [view('merge-conflict.conflict-diff', '/p/a.R', { scheme: 'file', ranges: [] }), file('/p/a.R')],
    [view('chat-editing-snapshot-text-model', '/p/a.R', { scheme: 'file', authority: '' }), file('/p/a.R')],
    [
      view('chat-editing-snapshot-text-model', '/p/a.R', { session: 's' }),
      { kind: 'unknown', name: 'chat-editing-snapshot-text-model:/p/a.R' },
    ],
    [`vscode-bulkeditpreview-editor://1/p/a.R?${encodeURIComponent('file:///p/a.R')}`, file('/p/a.R')],
  ];
  for (const [uri, expected] of cases) {
    it(`reads ${uri}`, () => {
      assert.deepEqual(documentPath(uri), expected);
    });
  }

  const nowhere = [
    ...['vscode-vfs://github/o/r/a.R', 'github:/a.R', 'memfs:/a.R', 'sftp://h/a.R', 's3://b/a.R', 'vscode-test-web://m/a.R'],
    ...['vsls:/a.R', 'http://h/a.R', 'https://h/a.R', 'data:text/plain,x', 'vscode-chat-code-block:/a.R', 'walkThrough:/a.R'],
    ...['vscode-userdata:/u/User/settings.json', 'vscode-settings:/0/a.json', 'debug:/a.R?session=1', 'clipboardCompare:/a.R'],
    ...['chat-editing-text-model:/p/a.R', 'vscode-file://vscode-app/p/a.R', 'timeline:/p/a.R', 'new-scheme:/p/a.R', ''],
  ];
  for (const uri of nowhere) {
    it(`does not know where ${uri} comes from`, () => {
      assert.equal(documentPath(uri).kind, 'unknown');
    });
  }

  it('looks through views of views, but not for ever', () => {
    let uri = 'file:///p/a.R';
    const wrap = () => (uri = `vscode-bulkeditpreview-editor:/p/a.R?${encodeURIComponent(uri)}`);
    for (let depth = 0; depth < 3; depth += 1) wrap();
    assert.deepEqual(documentPath(uri), file('/p/a.R'));
    wrap();
    assert.equal(documentPath(uri).kind, 'unknown');
  });
});
