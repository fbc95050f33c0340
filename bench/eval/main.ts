import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { machine } from '../gate/report.ts';
import { BarePrompt } from './barePrompt.ts';
import { Editor } from './editor.ts';
import { firstLineOf, isExact, similarityOf, type Answer } from './figures.ts';
import { modelOf, steadinessOf, TokenCounter } from './modelServer.ts';
import { readProjects, type EvalProject } from './projects.ts';
import { questionsIn, sample, type ProjectFile, type Question } from './questions.ts';
import { Recorder } from './recorder.ts';
import { groupsOf, written, type Answers } from './report.ts';

/** Where everything is. */
interface World {
  readonly server: string;
  readonly temporary: string;
  /** The recorder's address. */
  readonly address: string;
  readonly recorder: Recorder;
  readonly counter: TokenCounter;
  readonly model: string;
}

/** Lets a model write held-in lines through Vigie and alone. Started by `scripts/evalGhost.mjs`, which names the places. */
async function main(): Promise<void> {
  const [root, server, temporary, url, ...args] = process.argv.slice(2);
  if (root === undefined || server === undefined || temporary === undefined || url === undefined) throw new Error('Run `npm run eval:ghost`.');
  const { values } = parseArgs({
    args,
    options: { lines: { type: 'string', default: '60' }, language: { type: 'string', multiple: true }, misses: { type: 'boolean', default: false }, json: { type: 'string' } },
  });
  const lines = Number(values.lines);
  if (!Number.isInteger(lines) || lines < 1) throw new Error(`--lines takes a number above 0, not “${values.lines}”.`);
  const projects = readProjects(join(root, 'bench', 'eval', 'projects')).filter(({ files }) => values.language?.includes(files[0]?.languageId ?? '') ?? true);
  if (projects.length === 0) throw new Error('There are projects in r, python and sql.');
  const counter = new TokenCounter(url);
  const recorder = new Recorder(url, await steadinessOf(counter));
  const world: World = { server, temporary, address: await recorder.listen(), recorder, counter, model: await modelOf(url) };
  const started = machine();
  console.log(`${started.cpu}, ${started.cores} cores, Node.js ${started.node}, load ${started.load.join(' ')}; model ${world.model}\n`);

  const answers = { Vigie: [], 'Vigie, file alone': [], 'bare prompt': [] } satisfies Record<string, Answer[]> as Record<string, Answer[]>;
  for (const project of projects) {
    const chosen = sample(questionsOf(project), Math.ceil(lines / projects.length));
    for (const [name, own] of Object.entries(await answersOf(world, project, chosen))) answers[name]?.push(...own);
  }
  await recorder.close();
  if (values.misses) console.log(`${missesIn(answers)}\n`);
  const groups = groupsOf(answers);
  console.log(written(groups));
  console.log(`\nLoad at the end: ${machine().load.join(' ')}`);
  if (values.json !== undefined) writeFileSync(values.json, JSON.stringify({ machine: started, model: world.model, groups, answers: plain(answers) }, null, 1));
}

function questionsOf({ files, targets }: EvalProject): Question[] {
  return files.filter(({ name }) => targets.includes(name)).flatMap((file) => questionsIn(file, files.filter((other) => other !== file)));
}

async function answersOf(world: World, { files, targets }: EvalProject, questions: readonly Question[]): Promise<Answers> {
  const bare = new BarePrompt(world.address, world.model);
  const vigie: Answer[] = [];
  const alone: Answer[] = [];
  const plainly: Answer[] = [];
  for (const file of new Set(questions.map((question) => question.file))) {
    const own = questions.filter((question) => question.file === file);
    const others = files.filter((other) => other !== file);
    const beside = others.filter(({ name }) => targets.includes(name));
    vigie.push(...(await throughVigie(world, own, files, beside)));
    alone.push(...(await throughVigie(world, own, [file], [])));
    await world.recorder.idle();
    for (const question of own) {
      // Of what was asked ahead for another question nothing counts here.
      world.recorder.take();
      const began = performance.now();
      const text = await bare.ask(question);
      plainly.push(await answer(world, question, text, performance.now() - began));
    }
  }
  return { Vigie: vigie, 'Vigie, file alone': alone, 'bare prompt': plainly };
}

async function throughVigie(world: World, questions: readonly Question[], files: readonly ProjectFile[], beside: readonly ProjectFile[]): Promise<Answer[]> {
  const editor = await Editor.start(world.server, world.address, world.temporary, files, beside);
  const answers: Answer[] = [];
  try {
    for (const question of questions) {
      world.recorder.take();
      const { text, milliseconds } = await editor.ask(question);
      await world.recorder.idle();
      answers.push(await answer(world, question, text, milliseconds));
    }
  } finally {
    await editor.stop();
  }
  return answers;
}

async function answer({ recorder, counter }: World, question: Question, text: string, milliseconds: number): Promise<Answer> {
  const asked = recorder.take();
  const tokens = async (texts: readonly string[]): Promise<number> => (await Promise.all(texts.map((each) => counter.count(each)))).reduce((a, b) => a + b, 0);
  const [tokensIn, tokensOut] = [await tokens(asked.map(({ prompt }) => prompt)), await tokens(asked.map((each) => each.answer))];
  return { question, text: firstLineOf(text), tokensIn, tokensOut, milliseconds, prompts: asked.map(({ prompt }) => prompt) };
}

/** Each place that somebody has missed, with what everybody wrote. */
function missesIn(answers: Answers): string {
  const entries = Object.entries(answers);
  const [, first = []] = entries[0] ?? [];
  return first
    .flatMap(({ question }, index) => {
      const own = entries.map(([name, all]) => ({ name, answer: all[index] }));
      if (own.every((each) => each.answer !== undefined && isExact(each.answer))) return [];
      const told = own.map(({ name, answer: each }) => `  ${name.padEnd(18)} ${each === undefined ? '' : `${similarityOf(each).toFixed(2)} ${each.text}`}`);
      return [`${question.file.name}:${question.line} ${question.place} ${question.elsewhere.join(' ')}\n  ${'is'.padEnd(18)}      ${question.truth}\n${told.join('\n')}`];
    })
    .join('\n');
}

function plain(answers: Answers) {
  return Object.fromEntries(
    Object.entries(answers).map(([name, own]) => [
      name,
      own.map((each) => {
        const { file, line, place, truth, elsewhere } = each.question;
        return { ...each, question: { file: file.name, line, place, truth, elsewhere }, exact: isExact(each), similarity: similarityOf(each) };
      }),
    ]),
  );
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
