import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { readArguments } from '../options.mjs';
import { t } from '../terminal.mjs';

const options = {
  desktop: { type: 'boolean', default: false },
  model: { type: 'string' },
  port: { type: 'string' },
  fresh: { type: 'boolean', default: false },
  check: { type: 'boolean', default: false },
  pictures: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
};

/** What `--help` prints. */
export const help = () =>
  [
    t('npm start -- [options]   opens an editor with Vigie, a sample project and a language model on this machine'),
    '',
    `  --desktop            ${t('in a VS Code window instead of the browser')}`,
    `  --model file.gguf    ${t('with your own model instead of the small one or of a server that already runs')}`,
    `  --port number        ${t('the editor’s port on 127.0.0.1')}`,
    `  --fresh              ${t('with a new copy of the sample project; your edits of the last one are lost')}`,
    `  --check              ${t('tries ghost text, an explanation and the chat without a window, and says what came')}`,
    `  --pictures           ${t('with --check: puts its screenshots into docs/images')}`,
    `  --help               ${t('shows this text')}`,
  ].join('\n');

/** The first bytes of every GGUF file (its specification, "File structure"). */
const magic = 'GGUF';

/**
 * Reads the command line.
 * @param {string[]} args
 * @param {Record<string, string | undefined>} [env] npm says there from which folder it was called (`INIT_CWD`), and
 *   which options it took for its own (`npm_config_…`).
 * @returns {{
 *   desktop: boolean,
 *   model?: string,
 *   port?: number,
 *   fresh: boolean,
 *   check: boolean,
 *   pictures: boolean,
 *   help: boolean,
 * }} `model` is a whole path.
 * @throws where an option is unknown or went to npm, or its value is none; the message is for the person.
 */
export function readOptions(args, env = process.env) {
  const swallowed = Object.keys(options).find((name) => env[`npm_config_${name}`]);
  if (swallowed !== undefined) {
    throw new Error(t('npm took --{0} for itself. Put -- before it: npm start -- --{0}', swallowed));
  }
  const { values } = readArguments(args, options, { help });
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65536)) {
    throw new Error(t('--port takes a number from 1 to 65535, not {0}.', values.port));
  }
  const model = values.model === undefined ? undefined : resolve(env.INIT_CWD ?? '', values.model);
  if (model !== undefined) checkModel(model);
  return { ...values, port, model };
}

function checkModel(path) {
  if (!existsSync(path)) throw new Error(t('There is no file {0}.', path));
  if (!statSync(path).isFile() || beginningOf(path) !== magic)
    throw new Error(t('{0} is not a model in a GGUF file.', path));
}

function beginningOf(path) {
  const file = openSync(path, 'r');
  try {
    const beginning = Buffer.alloc(magic.length);
    readSync(file, beginning);
    return beginning.toString('latin1');
  } finally {
    closeSync(file);
  }
}
