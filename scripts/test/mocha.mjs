import { root } from '../folders.mjs';
import { run } from '../run.mjs';
import { t } from '../terminal.mjs';

/** What mocha counted, over all suites of this run. */
export const total = { passing: 0, failing: 0, pending: 0 };

/**
 * Runs a script of Node.js that prints as mocha's spec reporter does, and adds its counts to `total`.
 * @param {(how: string) => void} progress Told how many tests have passed so far.
 * @param {string[]} args The script and its arguments.
 * @returns {Promise<string>} a line on the counts.
 * @throws where a test fails, or where there is no count.
 */
export async function mocha(progress, args) {
  let output = '';
  const onOutput = (text) => {
    output += text;
    progress(t('{0} tests', output.match(/^\s+✔ /gm)?.length ?? 0));
  };
  try {
    await run(process.execPath, args, { cwd: root, onOutput, brief: true });
  } finally {
    for (const kind of Object.keys(total)) total[kind] += countOf(output, kind) ?? 0;
  }
  const passing = countOf(output, 'passing');
  if (passing === undefined) throw new Error(t('The suite ended without a result:\n{0}', output.slice(-4000)));
  const pending = countOf(output, 'pending') ?? 0;
  return pending === 0 ? t('{0} passed', passing) : t('{0} passed, {1} left out', passing, pending);
}

/** @returns {number | undefined} as mocha's last lines say. */
function countOf(output, kind) {
  const last = [...output.matchAll(new RegExp(`^\\s+(\\d+) ${kind}`, 'gm'))].at(-1);
  return last && Number(last[1]);
}
