import type { Contender } from './contender.ts';
import { installed } from './fetched.ts';
import { naive } from './naive.ts';
import { tabby, tabbyPackage } from './tabby.ts';
import { vigie } from './vigie.ts';

/** Where the programs are. */
export interface Programs {
  /** `server.js` of Vigie. */
  readonly server: string;
  readonly naiveProgram: string;
}

/** `none`: Vigie alone. `some`: what runs at once. `all`: also what is heavy. */
const choices = ['none', 'some', 'all'];

/**
 * The clients that are compared.
 * @param say told, in a sentence, of a peer that is left out
 */
export function contendersFor(peers: string, { server, naiveProgram }: Programs, say: (text: string) => void): Contender[] {
  if (!choices.includes(peers)) throw new Error(`--peers takes ${choices.join(', ')}, not “${peers}”.`);
  const contenders = [vigie(server)];
  if (peers === 'none') return contenders;
  contenders.push(naive(naiveProgram));
  const agent = installed(tabbyPackage);
  if ('folder' in agent) contenders.push(tabby(agent.folder));
  else say(agent.reason);
  if (peers === 'all') say('Copilot’s library (@vscode/chat-lib 0.66.0) is left out: it needs Node.js 24 and an adapter that speaks LSP, which is a contender of its own in bench/ghost/clients.');
  return contenders;
}
