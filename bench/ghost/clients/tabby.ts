import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { behindCursor, type Contender, type Position } from './contender.ts';
import type { PeerPackage } from './fetched.ts';

/** The last version on npm; it answers `textDocument/completion` and knows nothing of inline completion. */
export const tabbyPackage: PeerPackage = { name: 'tabby-agent', version: '1.5.0' };

interface CompletionList {
  readonly items: readonly { readonly textEdit?: { readonly newText: string; readonly range: { readonly start: Position; readonly end: Position } } }[];
}

/** Tabby's agent. @param folder that of its package */
export function tabby(folder: string): Contender {
  return {
    name: 'tabby-agent',
    launch: (oracle, home) => {
      const settings = join(home, '.tabby-client', 'agent');
      mkdirSync(settings, { recursive: true });
      const lines = ['[server]', `endpoint = "${oracle}"`, 'token = "bench"', '[anonymousUsageTracking]', 'disable = true', ''];
      writeFileSync(join(settings, 'config.toml'), lines.join('\n'));
      return {
        command: process.execPath,
        args: [join(folder, 'dist', 'cli.js'), '--lsp', '--stdio'],
        initializationOptions: {},
        capabilities: { textDocument: { completion: {} } },
      };
    },
    async ask(connection, { uri, position, before }, token) {
      const params = { textDocument: { uri }, position, context: { triggerKind: 1 } };
      const list = await connection.sendRequest<CompletionList | null>('textDocument/completion', params, token);
      const edit = list?.items[0]?.textEdit;
      return edit === undefined ? '' : behindCursor(edit.newText, edit.range, position, before);
    },
    settling: 2000,
  };
}
