/**
 * `npm test`: everything, from the installation to the tests on a real model. `npm test -- unit contract` runs the
 * steps that are named and what they need.
 */
import { readArguments } from './options.mjs';
import { duration, fail, LeftOut, say, step, t } from './terminal.mjs';
import { total } from './test/mocha.mjs';
import { steps, withNeeds } from './test/steps.mjs';

const column = Math.max(...Object.keys(steps).map((name) => name.length)) + 2;

try {
  const options = { help: { type: 'boolean', short: 'h', default: false } };
  const { values, positionals } = readArguments(process.argv.slice(2), options, { help, allowPositionals: true });
  if (values.help) say(help());
  else await main(positionals);
} catch (error) {
  fail(error.message);
}

function help() {
  return [
    t('npm test                  runs every step'),
    t('npm test -- unit lint     runs the steps that are named and what they need'),
    '',
    ...Object.entries(steps).map(([name, { title, needs }]) => {
      const after = needs.length === 0 ? '' : `  (${t('needs {0}', needs.join(', '))})`;
      return `  ${name.padEnd(column)}${title}${after}`;
    }),
  ].join('\n');
}

/** @param {string[]} names The steps to run, with what they need; all, where there are none. */
async function main(names) {
  const unknown = names.filter((name) => !(name in steps));
  if (unknown.length > 0) {
    return fail(t('There is no step {0}. The steps are: {1}.', unknown.join(', '), Object.keys(steps).join(', ')));
  }
  const started = Date.now();
  const wanted = withNeeds(names.length === 0 ? Object.keys(steps) : names);
  const table = await runSteps(Object.keys(steps).filter((name) => wanted.has(name)));
  say('');
  for (const [name, time, outcome] of [...table, [t('in all'), duration(Date.now() - started), '']]) {
    say(`${name.padEnd(column)}${time.padStart(12)}  ${outcome}`.trimEnd());
  }
  say(`\n${t('{0} passed, {1} failed, {2} left out', total.passing, total.failing, total.pending)}`);
}

/**
 * Runs steps one after another, and some of them beside the one that follows these, until one fails.
 * @param {string[]} names
 * @returns {Promise<[name: string, time: string, outcome: string][]>} a row for each.
 */
async function runSteps(names) {
  const leftOut = new Map();
  const inTurn = async (some) => {
    const rows = [];
    for (const name of some) rows.push(await runStep(name, leftOut));
    return rows;
  };
  const table = [];
  for (let next = 0; next < names.length; ) {
    const { beside } = steps[names[next]];
    const until = names.indexOf(beside, next);
    const lanes = until === -1 ? [[names[next]]] : [names.slice(next, until), [beside]];
    next += lanes.flat().length;
    table.push(...(await Promise.all(lanes.map(inTurn))).flat());
  }
  return table;
}

/**
 * @param {string} name
 * @param {Map<string, string>} leftOut The steps that were left out, and why; this one is added if it is.
 * @returns {Promise<[name: string, time: string, outcome: string]>}
 */
async function runStep(name, leftOut) {
  if (process.exitCode) return [name, '', t('not run')];
  const { title, needs, run } = steps[name];
  const start = Date.now();
  const row = (outcome) => [name, duration(Date.now() - start), outcome];
  try {
    const outcome = await step(title, (progress) => {
      const reason = needs.map((need) => leftOut.get(need)).find(Boolean);
      if (reason !== undefined) throw new LeftOut(reason);
      return run(progress);
    });
    return row(outcome ?? '');
  } catch (error) {
    if (error instanceof LeftOut) {
      leftOut.set(name, error.message);
      return row(t('left out: {0}', error.message.split('\n')[0]));
    }
    fail(`${title}\n${error.message}${error.output === undefined ? '' : `\n${error.output}`}`);
    return row(t('failed'));
  }
}
