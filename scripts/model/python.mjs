import { run, RunError } from '../run.mjs';

/** The oldest Python that the model's packages have wheels for. */
const oldest = [3, 10];

const question = 'import json, sys; print(json.dumps([sys.executable, *sys.version_info[:2]]))';

/**
 * Finds a Python on the PATH.
 * @param {[command: string, ...args: string[]][]} [candidates] In the order in which they are tried.
 * @returns {Promise<{ command: string, args: string[], executable: string } | undefined>} the first that is recent
 *   enough; `executable` is the program behind the command.
 */
export async function findPython(candidates = [['python3'], ['python'], ['py', '-3']]) {
  for (const [command, ...args] of candidates) {
    const answer = await ask(command, args);
    if (answer === undefined) continue;
    const [executable, major, minor] = answer;
    if (major === oldest[0] && minor >= oldest[1]) return { command, args, executable };
  }
  return undefined;
}

/** @returns {Promise<[string, number, number] | undefined>} nothing where the command is missing or no Python. */
async function ask(command, args) {
  try {
    return JSON.parse(await run(command, [...args, '-c', question]));
  } catch (error) {
    if (error instanceof RunError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
