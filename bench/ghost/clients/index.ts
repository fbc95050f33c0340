import type { Contender } from './contender.ts';
import { naive } from './naive.ts';
import { vigie } from './vigie.ts';

/** Where the programs are. */
export interface Programs {
  /** `server.js` of Vigie. */
  readonly server: string;
  readonly naiveProgram: string;
  /** The repository. */
  readonly root: string;
}

/** @param peers `none`: Vigie alone */
export function contendersFor(peers: string, { server, naiveProgram }: Programs): Promise<Contender[]> {
  return Promise.resolve(peers === 'none' ? [vigie(server)] : [vigie(server), naive(naiveProgram)]);
}
