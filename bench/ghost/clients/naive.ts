import { askInline, type Contender } from './contender.ts';

/** The client that anybody writes first. @param program the path of the bundled `naiveServer.ts` */
export function naive(program: string): Contender {
  return {
    name: 'naive client',
    launch: (oracle) => ({
      command: process.execPath,
      args: [program],
      initializationOptions: { url: `${oracle}/v1/completions` },
      capabilities: { textDocument: { inlineCompletion: {} } },
    }),
    ask: askInline,
    settling: 500,
  };
}
