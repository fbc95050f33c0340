import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { machines, people, sizes, works, type Machine, type Work, type WorkName } from './inputs.ts';
import { planFor, type Plan, type Premises } from './plan.ts';
import { written } from './report.ts';

const usage = `npm run capacity -- [options]
  --people N              how many people; may be given several times (default 100, 1000, 10000)
  --present, --typing S   shares between 0 and 1
  --keys N                keys a minute while typing;  --requests N  per 100 keys;  --questions N  in the chat an hour
  --ghost, --chat SLOTS,READ,WRITE   a server of yours, in tokens a second, instead of those assumed
  --ghost-work, --chat-work PROMPT,KEPT,ANSWER,BOUND   tokens, share, tokens, seconds
  --seed N                other chance
  --json FILE             the result for programs`;

const options = {
  people: { type: 'string', multiple: true },
  present: { type: 'string' },
  typing: { type: 'string' },
  keys: { type: 'string' },
  requests: { type: 'string' },
  questions: { type: 'string' },
  ghost: { type: 'string' },
  chat: { type: 'string' },
  'ghost-work': { type: 'string' },
  'chat-work': { type: 'string' },
  seed: { type: 'string' },
  json: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Numbers, none of them negative, as many as there are names. @throws where the text holds anything else. */
function numbers<K extends string>(text: string, names: readonly K[]): Record<K, number> {
  const values = text.split(',').map(Number);
  if (values.length !== names.length || !values.every((value) => Number.isFinite(value) && value >= 0))
    throw new Error(`${text} should be ${names.join(',')}\n\n${usage}`);
  return Object.fromEntries(names.map((name, index) => [name, values[index]])) as Record<K, number>;
}

function main(): void {
  const { values } = parseArgs({ options });
  if (values.help === true) {
    console.log(usage);
    return;
  }
  const one = (text: string | undefined, usual: number): number => (text === undefined ? usual : numbers(text, ['number']).number);
  const who = {
    ...people,
    present: one(values.present, people.present),
    typing: one(values.typing, people.typing),
    keysPerMinute: one(values.keys, people.keysPerMinute),
    requestsPer100Keys: one(values.requests, people.requestsPer100Keys),
    questionsPerHour: one(values.questions, people.questionsPerHour),
  };
  const workOf = (text: string | undefined, usual: Work): Work => (text === undefined ? usual : numbers(text, ['promptTokens', 'kept', 'answerTokens', 'bound']));
  const machinesOf = (text: string | undefined, usual: readonly Machine[]): readonly Machine[] =>
    text === undefined ? usual : [{ name: 'yours', ...numbers(text, ['slots', 'readRate', 'writeRate']) }];
  const seed = one(values.seed, 1);
  const premises: Record<WorkName, Premises> = {
    ghostText: { people: who, work: workOf(values['ghost-work'], works.ghostText), seed },
    chat: { people: who, work: workOf(values['chat-work'], works.chat), seed },
  };
  const given: Record<WorkName, readonly Machine[]> = {
    ghostText: machinesOf(values.ghost, machines.ghostText),
    chat: machinesOf(values.chat, machines.chat),
  };
  const counts = values.people?.map((text) => one(text, 0)) ?? sizes;
  const plans: Plan[] = (['ghostText', 'chat'] as const).flatMap((name) =>
    given[name].flatMap((machine) => counts.map((count) => planFor(count, name, machine, premises[name]))),
  );
  console.log(written(plans, premises));
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ premises, plans }, null, 2)}\n`);
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
