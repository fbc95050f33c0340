import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { machine } from '../gate/report.ts';
import { idealOf } from './clients/ideal.ts';
import type { Contender } from './clients/contender.ts';
import { contendersFor } from './clients/index.ts';
import type { RunLog } from './driver/log.ts';
import { run, type Setting } from './driver/run.ts';
import { figuresOf, figuresOfIdeal, median, medians, type Figures } from './figures.ts';
import { planOf, readCorpus, type Program } from './plan.ts';
import { written, type Section } from './report.ts';
import { soak } from './soak.ts';
import { timeToFirst } from './start.ts';

const modes = ['type', 'accept', 'start', 'soak'] as const;

/** How often a client is started for the time to its first ghost text, after its first start on this machine. */
const starts = 5;

/** Who takes ghost text writes so many times as much, so that few keys are still enough to compare. */
const moreToTake = 3;

/** What is measured. */
interface Wanted {
  readonly corpus: readonly Program[];
  readonly contenders: readonly Contender[];
  readonly seeds: readonly number[];
  readonly keys: number;
  readonly rate: number;
  readonly temporary: string;
  /** How many runs go on at the same time. */
  readonly parallel: number;
  /** A folder that gets what was noted of each run, to look into a figure. */
  readonly log: string | undefined;
}

/** Measures ghost text and prints it. Started by `scripts/benchGhost.mjs`, which bundles it and names the places. */
async function main(): Promise<void> {
  const [root, server, naiveProgram, copilotProgram, temporary, ...args] = process.argv.slice(2);
  if (root === undefined || server === undefined || naiveProgram === undefined || copilotProgram === undefined || temporary === undefined) {
    throw new Error('Run `npm run bench:ghost`.');
  }
  const { values } = parseArgs({
    args,
    options: {
      mode: { type: 'string', multiple: true, default: ['type'] },
      peers: { type: 'string', default: 'some' },
      'first-token': { type: 'string', default: '200' },
      rate: { type: 'string', default: '60' },
      difficulty: { type: 'string', default: '0,0.5' },
      keys: { type: 'string', default: '700' },
      seeds: { type: 'string', default: '3' },
      parallel: { type: 'string', default: '1' },
      hours: { type: 'string', default: '8' },
      faster: { type: 'string', default: '20' },
      json: { type: 'string' },
      log: { type: 'string' },
    },
  });
  const unknown = values.mode.find((mode) => !(modes as readonly string[]).includes(mode));
  if (unknown !== undefined) throw new Error(`There is no mode “${unknown}”; there are ${modes.join(', ')}.`);
  const started = machine();
  const wanted: Wanted = {
    corpus: readCorpus(join(root, 'bench', 'ghost', 'corpus')),
    contenders: contendersFor(values.peers, { server, naiveProgram, copilotProgram }, (text) => {
      console.log(text);
    }),
    seeds: Array.from({ length: number(values.seeds, 'seeds') }, (_, index) => index + 1),
    keys: number(values.keys, 'keys'),
    rate: number(values.rate, 'rate'),
    temporary,
    parallel: number(values.parallel, 'parallel'),
    log: values.log,
  };
  const shares = values.difficulty.split(',').map(Number);
  const sections: Section[] = [];
  const add = (section: Section): void => {
    sections.push(section);
    console.log(written(section));
  };
  console.log(`${started.cpu}, ${started.cores} cores, ${started.memoryGB} GB, ${started.system}, Node.js ${started.node}, load ${started.load.join(' ')}`);
  console.log(`${wanted.seeds.length} × about ${wanted.keys} keys, ${wanted.rate} tokens/s; medians\n`);
  for (const firstToken of values['first-token'].split(',').map((text) => number(text, 'first-token'))) {
    if (values.mode.includes('start')) add(await measureStart(wanted, firstToken));
    if (values.mode.includes('type')) {
      for (const share of shares) add(await measureTyping(wanted, firstToken, share));
    }
    if (values.mode.includes('accept')) {
      for (const share of shares) add(await measureAccepting(wanted, firstToken, share));
    }
    if (values.mode.includes('soak')) {
      const soaking = { hours: number(values.hours, 'hours'), faster: number(values.faster, 'faster') };
      for (const contender of wanted.contenders) add(await soak(contender, wanted.corpus, { firstToken, rate: wanted.rate }, soaking, temporary));
    }
  }
  const { load } = machine();
  console.log(`Load at the end: ${load.join(' ')}`);
  if (values.json !== undefined) writeFileSync(values.json, JSON.stringify({ machine: { ...started, loadAtEnd: load }, keys: wanted.keys, seeds: wanted.seeds, rate: wanted.rate, sections }, null, 2));
}

async function measureTyping(wanted: Wanted, firstToken: number, share: number): Promise<Section> {
  const { corpus, contenders, seeds } = wanted;
  const jobs = seeds.flatMap((seed) => contenders.map((contender) => ({ seed, contender })));
  const figures = await inTurn(jobs, wanted.parallel, async ({ seed, contender }) => {
    const log = await run(contender, settingOf(wanted, seed, firstToken, share, false));
    if (wanted.log !== undefined) keep(wanted.log, `${contender.name}-${firstToken}-${share}-${seed}`, log);
    return { name: contender.name, figures: figuresOf(log) };
  });
  const ideal = seeds.map((seed) => {
    const { segments, difficulty, pace } = settingOf(wanted, seed, firstToken, share, false);
    return figuresOfIdeal(idealOf(corpus, segments, difficulty, pace));
  });
  const clients: Record<string, Figures> = { ideal: medians(ideal) };
  for (const { name } of contenders) clients[name] = medians(figures.filter((each) => each.name === name).map((each) => each.figures));
  return { mode: 'type', firstToken, difficulty: share, clients };
}

async function measureAccepting(given: Wanted, firstToken: number, share: number): Promise<Section> {
  const wanted = { ...given, keys: given.keys * moreToTake };
  const jobs = wanted.seeds.flatMap((seed) => wanted.contenders.map((contender) => ({ seed, contender })));
  const keys = await inTurn(jobs, wanted.parallel, async ({ seed, contender }) => ({
    name: contender.name,
    keys: (await run(contender, settingOf(wanted, seed, firstToken, share, true))).keys,
  }));
  const of = (name: string): number => median(keys.filter((each) => each.name === name).map((each) => each.keys));
  return { mode: 'accept', firstToken, difficulty: share, clients: Object.fromEntries(wanted.contenders.map(({ name }) => [name, of(name)])) };
}

async function measureStart({ corpus, contenders, rate, temporary }: Wanted, firstToken: number): Promise<Section> {
  const clients: Record<string, number> = {};
  const first: Record<string, number> = {};
  for (const contender of contenders) {
    const home = mkdtempSync(join(temporary, 'start-'));
    const start = (): Promise<number> => timeToFirst(contender, corpus, { firstToken, rate }, home);
    first[contender.name] = await start();
    const times: number[] = [];
    for (let each = 0; each < starts; each += 1) times.push(await start());
    clients[contender.name] = median(times);
  }
  return { mode: 'start', firstToken, difficulty: 0, clients, first };
}

/** Writes what was noted of a run; of places in the true texts only the offset. */
function keep(folder: string, name: string, log: RunLog): void {
  const asked = log.asked.map((each) => ({ ...each, place: each.place?.offset }));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.json`), JSON.stringify({ ...log, segments: undefined, asked }, null, 1));
}

function settingOf({ corpus, keys, rate, temporary }: Wanted, seed: number, firstToken: number, share: number, accepts: boolean): Setting {
  const pace = { firstToken, rate };
  return { corpus, segments: planOf(corpus, seed, keys), difficulty: { share, seed }, pace, accepts, temporary };
}

/** Does jobs in their order, so many at a time. */
async function inTurn<Job, Result>(jobs: readonly Job[], atOnce: number, work: (job: Job) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = jobs.entries();
  const worker = async (): Promise<void> => {
    for (const [index, job] of waiting) results[index] = await work(job);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}

function number(text: string, option: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new Error(`--${option} takes a number above 0, not “${text}”.`);
  return value;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  // An oracle that nobody asks any more would keep it running.
  process.exit(1);
});
