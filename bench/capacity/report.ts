import type { Plan, Premises } from './plan.ts';

/** What the simulation took for granted, and what it found, as Markdown. */
export function written(plans: readonly Plan[], premises: Readonly<Record<string, Premises>>): string {
  return [...assumed(premises), '', ...found(plans), ''].join('\n');
}

function assumed(premises: Readonly<Record<string, Premises>>): string[] {
  const [first] = Object.values(premises);
  if (first === undefined) return [];
  const { people, seed } = first;
  return [
    `People: ${percent(people.present)} present, typing ${percent(people.typing)} of the time in stretches of ${people.stretchSeconds} s, ${people.keysPerMinute} keys/min, ${people.requestsPer100Keys} requests per 100 keys, ${people.questionsPerHour} questions/h. Seed ${seed}.`,
    ...Object.entries(premises).map(
      ([name, { work }]) =>
        `${name}: prompt ${work.promptTokens} tokens of which ${percent(work.kept)} kept, answer ${work.answerTokens} tokens, first token within ${work.bound} s in 95 of 100 cases.`,
    ),
  ];
}

function found(plans: readonly Plan[]): string[] {
  const head = ['people', 'for', 'server', 'slots', 'reads, tokens/s', 'writes, tokens/s each', 'servers', 'requests/s', 'first token p50', 'p95', 'waited for a slot', 'slots taken', 'reading'];
  const body = plans.map(({ people, work, machine, servers, outcome }) => [
    people.toLocaleString('en'),
    work === 'chat' ? 'chat' : 'ghost text',
    machine.name,
    String(machine.slots),
    machine.readRate.toLocaleString('en'),
    String(machine.writeRate),
    servers === undefined ? 'none suffices' : String(servers),
    outcome.rate.toFixed(2),
    milliseconds(outcome.firstToken50),
    milliseconds(outcome.firstToken95),
    percent(outcome.waited),
    percent(outcome.utilisation),
    percent(outcome.reading),
  ]);
  return [head, head.map((_, index) => (index < 3 ? '---' : '---:')), ...body].map((row) => `| ${row.join(' | ')} |`);
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;
const milliseconds = (seconds: number): string => (Number.isFinite(seconds) ? `${Math.round(seconds * 1000)} ms` : '–');
