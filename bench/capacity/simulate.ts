import type { Chance } from '../ghost/random.ts';
import type { Machine, Work } from './inputs.ts';
import { Agenda, Line } from './queue.ts';

/** What came of a simulated stretch of time. Times are seconds. */
export interface Outcome {
  readonly requests: number;
  /** Requests a second. */
  readonly rate: number;
  /** From the request to a free slot. */
  readonly meanWait: number;
  /** Share of requests that had to wait for a slot. */
  readonly waited: number;
  /** From the request to the first token, in the middle and in 95 of 100 cases. */
  readonly firstToken50: number;
  readonly firstToken95: number;
  /** Share of all slots that were taken, in the mean. */
  readonly utilisation: number;
  /** Share of the time in which a server reads prompts, in the mean. */
  readonly reading: number;
}

/** What is simulated. */
export interface Scenario {
  /** When requests come, in seconds, in order. */
  readonly arrivals: Iterable<number>;
  readonly work: Work;
  readonly machine: Machine;
  readonly servers: number;
  readonly chance: Chance;
  /** Requests before this moment fill the servers and are not counted, in seconds. */
  readonly countFrom: number;
}

interface Request {
  readonly at: number;
}

/** A server: slots, those who wait for one, and a reader that reads one prompt after another. */
interface Server {
  busy: number;
  readonly waiting: Line<Request>;
  /** When all prompts that were begun are read. */
  readUntil: number;
}

/**
 * Sends requests to the server with the fewest, as a gateway does that knows how many each works on. There a request
 * waits for a slot, has its prompt read when those before it are, and is written at the slot's pace; how much is
 * written is drawn from an exponential distribution.
 */
export function simulate({ arrivals, work, machine, servers: count, chance, countFrom }: Scenario): Outcome {
  const servers: Server[] = Array.from({ length: count }, () => ({ busy: 0, waiting: new Line<Request>(), readUntil: 0 }));
  const ends = new Agenda<Server>();
  const waits: number[] = [];
  const firsts: number[] = [];
  const readTime = (work.promptTokens * (1 - work.kept)) / machine.readRate;
  let taken = 0;
  let busySlots = 0;
  let now = 0;

  const pass = (at: number): void => {
    const from = Math.max(now, countFrom);
    if (at > from) taken += (at - from) * busySlots;
    now = at;
  };
  const begin = (server: Server, request: Request): void => {
    server.busy += 1;
    busySlots += 1;
    server.readUntil = Math.max(server.readUntil, now) + readTime;
    const writing = exponential(chance, work.answerTokens) / machine.writeRate;
    ends.add(server.readUntil + writing, server);
    if (request.at < countFrom) return;
    waits.push(now - request.at);
    firsts.push(server.readUntil + 1 / machine.writeRate - request.at);
  };
  const finish = (server: Server): void => {
    server.busy -= 1;
    busySlots -= 1;
    const next = server.waiting.leave();
    if (next !== undefined) begin(server, next);
  };

  for (const at of arrivals) {
    endUntil(at);
    pass(at);
    const server = leastBusy(servers);
    if (server === undefined) throw new TypeError('There is no server.');
    const request = { at };
    if (server.busy < machine.slots) begin(server, request);
    else server.waiting.join(request);
  }
  const span = now - countFrom;
  endUntil(Infinity, false);
  return {
    requests: waits.length,
    rate: waits.length / span,
    meanWait: mean(waits),
    waited: waits.filter((wait) => wait > 0).length / waits.length,
    firstToken50: quantile(firsts, 0.5),
    firstToken95: quantile(firsts, 0.95),
    utilisation: taken / (span * count * machine.slots),
    reading: (waits.length * readTime) / (span * count),
  };

  /** Ends what ends until a moment. Once nobody comes any more, slots are no longer counted. */
  function endUntil(at: number, counted = true): void {
    for (;;) {
      const next = ends.next();
      if (next === undefined) return;
      if (next.at > at) {
        ends.add(next.at, next.what);
        return;
      }
      if (counted) pass(next.at);
      else now = next.at;
      finish(next.what);
    }
  }
}

function leastBusy(servers: readonly Server[]): Server | undefined {
  let [best] = servers;
  for (const server of servers) {
    if (best === undefined || server.busy + server.waiting.length < best.busy + best.waiting.length) best = server;
    if (best.busy === 0) return best;
  }
  return best;
}

/** A number of the exponential distribution with this mean, by its inverse. */
export function exponential(chance: Chance, mean: number): number {
  return -mean * Math.log(1 - chance.next());
}

function mean(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}

/** The smallest value that at least this share does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}
