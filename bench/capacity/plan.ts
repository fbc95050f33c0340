import { Chance } from '../ghost/random.ts';
import { chatArrivals, ghostTextArrivals, meanRate } from './arrivals.ts';
import type { Machine, People, Work, WorkName } from './inputs.ts';
import { simulate, type Outcome } from './simulate.ts';

/** From when on a simulation counts, and for how long at least, in seconds; and for how many requests at least. */
const simulated = { countFrom: 300, seconds: 1200, requests: 3000 };

/** No institution has more. */
const mostServers = 4096;

/** How many servers some people need for one kind of request, and how these do. */
export interface Plan {
  readonly people: number;
  readonly work: WorkName;
  readonly machine: Machine;
  /** Undefined where no number of servers keeps the bound: one alone takes longer for one request. */
  readonly servers: number | undefined;
  readonly outcome: Outcome;
}

/** What `planFor` goes by. */
export interface Premises {
  readonly people: People;
  readonly work: Work;
  readonly seed: number;
}

/** Finds the fewest servers with which the first token keeps its bound in 95 of 100 cases. */
export function planFor(count: number, name: WorkName, machine: Machine, { people, work, seed }: Premises): Plan {
  const until = simulated.countFrom + Math.max(simulated.seconds, simulated.requests / meanRate(count, people, name));
  const outcomeOf = (servers: number): Outcome => {
    const chance = new Chance(seed, name, count);
    const comes = name === 'chat' ? chatArrivals : ghostTextArrivals;
    const arrivals = comes(count, people, until, chance);
    return simulate({ arrivals, work, machine, servers, chance: new Chance(seed, 'answers'), countFrom: simulated.countFrom });
  };
  const keeps = ({ firstToken95 }: Outcome): boolean => firstToken95 <= work.bound;
  const plan = { people: count, work: name, machine };
  const alone = (work.promptTokens * (1 - work.kept)) / machine.readRate + 1 / machine.writeRate;
  if (alone > work.bound) return { ...plan, servers: undefined, outcome: outcomeOf(1) };
  const tried = new Map<number, Outcome>();
  const at = (servers: number): Outcome => {
    const known = tried.get(servers) ?? outcomeOf(servers);
    tried.set(servers, known);
    return known;
  };
  let enough = 1;
  while (enough < mostServers && !keeps(at(enough))) enough *= 2;
  let few = Math.floor(enough / 2);
  while (enough - few > 1) {
    const middle = Math.floor((few + enough) / 2);
    if (keeps(at(middle))) enough = middle;
    else few = middle;
  }
  const outcome = at(enough);
  return { ...plan, servers: keeps(outcome) ? enough : undefined, outcome };
}
