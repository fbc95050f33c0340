import type { Contender } from './contender.ts';
import { copilot } from './copilot.ts';
import { installed } from './fetched.ts';
import { naive } from './naive.ts';
import { tabby, tabbyPackage } from './tabby.ts';
import { vigie } from './vigie.ts';

/** Where the programs are. */
export interface Programs {
  /** `server.js` of Vigie. */
  readonly server: string;
  readonly naiveProgram: string;
  readonly copilotProgram: string;
}

/** `none`: Vigie alone. `some`: what runs at once. `all`: also what is heavy. */
const choices = ['none', 'some', 'all'];

/**
 * The clients that are compared.
 * @param say told, in a sentence, of a peer that is left out
 */
export function contendersFor(peers: string, { server, naiveProgram, copilotProgram }: Programs, say: (text: string) => void): Contender[] {
  if (!choices.includes(peers)) throw new Error(`--peers takes ${choices.join(', ')}, not “${peers}”.`);
  const contenders = [vigie(server)];
  if (peers === 'none') return contenders;
  contenders.push(naive(naiveProgram));
  const agent = installed(tabbyPackage);
  if ('folder' in agent) contenders.push(tabby(agent.folder));
  else say(agent.reason);
  if (peers === 'some') return contenders;
  const library = copilot(copilotProgram);
  if ('contender' in library) contenders.push(library.contender);
  else say(library.reason);
  return contenders;
}
