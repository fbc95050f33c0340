import { join } from 'node:path';
import { askInline, type Contender } from './contender.ts';

/** Vigie as it is shipped. @param server the path of `server.js` */
export function vigie(server: string): Contender {
  return {
    name: 'Vigie',
    launch: (oracle, home) => ({
      command: process.execPath,
      args: [server, '--stdio'],
      // As the extension starts it.
      env: { VIGIE_COMPILED: join(home, 'compiled') },
      initializationOptions: { settings: { backend: 'gateway', gateway: { url: `${oracle}/v1` } } },
      capabilities: { textDocument: { inlineCompletion: {} } },
    }),
    ask: askInline,
    settling: 2000,
  };
}
