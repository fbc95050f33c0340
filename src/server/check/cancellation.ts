import { setTimeout as delay } from 'node:timers/promises';
import type { BackEndFacts } from '../../protocol/backEndReport.ts';
import { BackendError } from '../backends/backend.ts';
import type { Asker, ChatTask } from './asker.ts';
import { longTask, shortTask } from './words.ts';

type Cancellation = BackEndFacts['cancellation'];

/** What is measured; times of short requests in milliseconds. */
export interface Measured {
  readonly before: number;
  /** Undefined where the long requests were over before it could be told. */
  readonly during: number | undefined;
  readonly after: number;
  /** How many requests the server says that it works on, after all were left. */
  readonly running: number | undefined;
  readonly load: number;
}

/** Long enough to be running still when a short request has been answered: most models take seconds for it. */
const longTokens = 300;
const shortTokens = 4;

/** How long a short request waits for long ones, in milliseconds, before it is given up. */
const longestWait = 10_000;

/** How soon a server is to notice that somebody has left, in milliseconds; llama.cpp and vLLM look at every token. */
const noticed = 300;

/** A short request is slowed where it takes so much longer than before: times spread by less on a server at rest. */
const slowed = { factor: 1.5, milliseconds: 60 };

/** How often a model is left before it is said to go on writing. */
const attempts = 3;

/** How many short requests tell how long one takes. */
const samples = 3;

/**
 * What the times and the server's own count say of cancellation. Only where a short request is slower while long ones
 * run does it tell anything that it is not slower once they were left.
 */
export function judgeCancellation({ before, during, after, running, load }: Measured): Cancellation {
  const times = { beforeMs: Math.round(before), ...(during !== undefined && { duringMs: Math.round(during) }), afterMs: Math.round(after), load };
  if (running === 0) return { verdict: 'frees', by: 'count', ...times };
  if (during === undefined || !isSlowed(before, during)) return { verdict: 'unknown', ...times };
  // Nearer to what a server at rest takes than to what a busy one takes, by the geometric mean.
  return { verdict: after < Math.sqrt(before * during) ? 'frees' : 'keeps', by: 'time', ...times };
}

/** Whether a short request was slower while others ran. */
export function isSlowed(before: number, during: number): boolean {
  return during > before * slowed.factor + slowed.milliseconds;
}

/** What `measureCancellation` asks with. */
export interface CancellationWorld {
  readonly asker: Asker;
  /** The model and the path of its chat. */
  readonly ask: Pick<ChatTask, 'model' | 'path'>;
  /** How many requests the server says that it works on; undefined where it does not tell. */
  readonly running: () => Promise<number | undefined>;
  /** How many long requests run at once, one attempt after another until a short one is slowed by them. */
  readonly loads: readonly number[];
}

/**
 * Leaves long answers in the middle and asks whether the model is free then.
 * @returns what was found, and whether a second request was answered while one long one ran.
 * @throws BackendError; the signal's reason after an abort.
 */
export async function measureCancellation(world: CancellationWorld): Promise<{ cancellation: Cancellation; parallel: BackEndFacts['parallel'] }> {
  const before = await medianShort(world);
  let parallel: BackEndFacts['parallel'] = 'unknown';
  let cancellation: Cancellation = { verdict: 'unknown', beforeMs: Math.round(before), load: 0 };
  for (const load of world.loads) {
    const { during, together } = await underLoad(world, load);
    if (load === 1) parallel = together;
    // One slow answer may be somebody else's doing; a model that goes on writing is slow each time.
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const after = await afterLeaving(world, load);
      const running = await runningSoon(world);
      cancellation = judgeCancellation({ before, during, after, running, load });
      if (cancellation.verdict !== 'keeps') break;
    }
    if (cancellation.verdict !== 'unknown') break;
  }
  return { cancellation, parallel };
}

/** Times a short request while long ones run, and tells whether it was answered beside them. */
async function underLoad(world: CancellationWorld, load: number): Promise<{ during: number | undefined; together: BackEndFacts['parallel'] }> {
  return beside(world, load, async (long) => {
    const during = await short(world, AbortSignal.timeout(longestWait));
    if (during === undefined) return { during: longestWait, together: 'no' };
    if (long.every(({ isOver }) => !isOver)) return { during, together: 'yes' };
    // It came after them: it waited for them, unless they were as short as it is.
    return isSlowed(0, during) ? { during, together: 'no' } : { during: undefined, together: 'unknown' };
  });
}

/** Times a short request right after long ones were left in the middle. */
async function afterLeaving(world: CancellationWorld, load: number): Promise<number> {
  await beside(world, load, () => Promise.resolve());
  return (await short(world, AbortSignal.timeout(longestWait))) ?? longestWait;
}

/** Does something while long answers are being written, and then leaves these. */
async function beside<T>(world: CancellationWorld, load: number, work: (long: readonly LongAnswer[]) => Promise<T>): Promise<T> {
  const leave = new AbortController();
  const long = Array.from({ length: load }, () => new LongAnswer(world, leave.signal));
  try {
    // Where they are more than the server has places for, some wait, and what comes after them waits behind.
    await Promise.race(long.map(({ begun }) => begun));
    return await work(long);
  } finally {
    leave.abort();
    await Promise.all(long.map(({ ended }) => ended));
  }
}

/** A long answer that runs until it is left. */
class LongAnswer {
  isOver = false;
  /** Once its first token has come, or it has failed. */
  readonly begun: Promise<void>;
  readonly ended: Promise<void>;

  constructor({ asker, ask }: CancellationWorld, leave: AbortSignal) {
    let begin: () => void = () => undefined;
    this.begun = new Promise((resolve) => (begin = resolve));
    this.ended = this.#read(asker.chat({ ...ask, task: longTask, maxTokens: longTokens, leave }), leave, begin).finally(begin);
    // Whoever waits for `begun` sees a failure at `ended`.
    this.ended.catch(() => undefined);
  }

  async #read(events: AsyncGenerator<unknown, void>, leave: AbortSignal, begin: () => void): Promise<void> {
    try {
      while ((await events.next()).done !== true) begin();
      this.isOver = true;
    } catch (error) {
      if (!leave.aborted) throw error;
    }
  }
}

async function medianShort(world: CancellationWorld): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < samples; index += 1) times.push(await short(world));
  return times.sort((one, other) => one - other)[Math.floor(samples / 2)] ?? 0;
}

/** @returns how long a short request took to its end, in milliseconds; undefined where `limit` came first. */
async function short(world: CancellationWorld): Promise<number>;
async function short(world: CancellationWorld, limit: AbortSignal): Promise<number | undefined>;
async function short({ asker, ask }: CancellationWorld, limit?: AbortSignal): Promise<number | undefined> {
  const started = performance.now();
  const task = { ...ask, task: shortTask, maxTokens: shortTokens, ...(limit !== undefined && { leave: limit }) };
  try {
    const events = asker.chat(task);
    while ((await events.next()).done !== true) if (limit?.aborted === true) break;
    return performance.now() - started;
  } catch (error) {
    if (limit?.aborted === true && !(error instanceof BackendError)) return undefined;
    throw error;
  }
}

/** A server notices that somebody left with its next token. */
async function runningSoon({ running }: CancellationWorld): Promise<number | undefined> {
  const now = await running();
  if (now === undefined || now === 0) return now;
  await delay(noticed);
  return running();
}
