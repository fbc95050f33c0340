/**
 * `npm test`: everything, from the installation to the tests on a real model. `npm test -- unit contract` runs the
 * steps that are named and what they need.
 */
import { readArguments } from './options.mjs';
import { duration, fail, say, step, t } from './terminal.mjs';
import { total } from './test/mocha.mjs';
import { LeftOut, steps, withNeeds } from './test/steps.mjs';

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
 * Runs steps one after another until one fails.
 * @param {string[]} names
 * @returns {Promise<[name: string, time: string, outcome: string][]>} a row for each.
 */
async function runSteps(names) {
  const leftOut = new Map();
  const table = [];
  for (const name of names) {
    const { title, needs, run } = steps[name];
    if (process.exitCode) {
      table.push([name, '', t('not run')]);
      continue;
    }
    const reason = needs.map((need) => leftOut.get(need)).find(Boolean);
    const start = Date.now();
    const row = (outcome) => table.push([name, duration(Date.now() - start), outcome]);
    const leave = (why) => {
      leftOut.set(name, why);
      say(`– ${title}: ${why}`);
      table.push([name, '', t('left out: {0}', why.split('\n')[0])]);
    };
    if (reason !== undefined) {
      leave(reason);
      continue;
    }
    try {
      row((await step(title, run)) ?? '');
    } catch (error) {
      if (error instanceof LeftOut) {
        leave(error.message);
        continue;
      }
      row(t('failed'));
      fail(`${title}\n${error.message}${error.output === undefined ? '' : `\n${error.output}`}`);
    }
  }
  return table;
}
