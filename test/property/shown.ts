import { dirname, basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { URI } from 'vscode-uri';
import { nameKeys, nameOf, pathOf } from './files.ts';
import type { Shown } from './story.ts';

/** The URI under which an editor shows a text: no two texts have the same. */
export function uriOf(base: string, { name, view }: Shown): string {
  const path = pathOf(base, nameOf(name));
  const file = URI.file(path);
  const number = nameKeys.indexOf(name) + 1;
  switch (view) {
    case 'file':
      return pathToFileURL(path).href;
    case 'dots':
      return `${pathToFileURL(dirname(path)).href}/gone/../${encodeURIComponent(basename(path))}`;
    case 'git':
      return file.with({ scheme: 'git', query: JSON.stringify({ path, ref: 'HEAD' }) }).toString();
    case 'gitlens':
      return file.with({ scheme: 'gitlens', authority: Buffer.from(JSON.stringify({ repoPath: dirname(path) })).toString('hex') }).toString();
    case 'cell':
      return file.with({ scheme: 'vscode-notebook-cell', fragment: `W0s${Buffer.from('file').toString('base64')}` }).toString();
    case 'cellOutput':
      return file.with({ scheme: 'vscode-notebook-cell-output', query: 'scheme=file' }).toString();
    case 'history':
      return file.with({ scheme: 'vscode-local-history', query: JSON.stringify({ associatedResource: file.toString() }) }).toString();
    case 'remote':
      return file.with({ scheme: 'vscode-remote', authority: 'ssh-remote+server' }).toString();
    case 'unsaved':
      return file.with({ scheme: 'untitled' }).toString();
    case 'untitled':
      return `untitled:Untitled-${number}`;
    case 'memfs':
      return file.with({ scheme: 'memfs' }).toString();
    case 'github':
      return file.with({ scheme: 'vscode-vfs', authority: 'github' }).toString();
    case 'made':
      return `made-up:${number}/${basename(path)}`;
    case 'output':
      return `output:task-${number}`;
    case 'search':
      return `search-editor:${number}`;
  }
}

/** The text that an editor shows. */
export function textOf({ name, unsaved }: Shown): string {
  const { text } = nameOf(name);
  if (unsaved === undefined) return text;
  return unsaved === 'a marker' ? `# vigie: secret\n${text}` : `${text}later <- 1\n`;
}
