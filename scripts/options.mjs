import { parseArgs } from 'node:util';
import { t } from './terminal.mjs';

/**
 * Reads a command line.
 * @param {string[]} args
 * @param {import('node:util').ParseArgsConfig['options']} options
 * @param {{ help: () => string, allowPositionals?: boolean }} how `help` follows the message about an unknown option.
 * @returns {{ values: Record<string, string | boolean | undefined>, positionals: string[] }}
 * @throws where an option is unknown or its value is none; the message is for the person.
 */
export function readArguments(args, options, { help, allowPositionals = false }) {
  try {
    return parseArgs({ args, options, allowPositionals });
  } catch (error) {
    const [, name] = /'(-[^' ]*)/.exec(error.message) ?? [];
    const unknown = error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' && name !== undefined;
    const message = unknown ? t('There is no option {0}.', name) : error.message;
    throw new Error(`${message}\n\n${help()}`, { cause: error });
  }
}
