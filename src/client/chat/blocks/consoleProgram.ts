import type { Console } from '../../../protocol/block.ts';

/** The programs that are consoles, by the names of their files. Windows takes small and large letters for one, in `.exe` too. */
const programs: Readonly<Record<Console, RegExp>> = {
  r: /^(?:R|Rterm|radian|arf)(?:\.exe)?$/,
  python: /^(?:i|pt)?python[\d.]*(?:\.exe)?$/i,
};

/** What may stand behind a program that is to be a console: options that neither run something else nor end it at once. */
const options: Readonly<Record<Console, RegExp>> = {
  r: /^--(?!version$|help$|args$)[a-z][a-z-]*$|^-[qsd]$/,
  python: /^-[bBdEiIOPqRsSuvx]+$/,
};

/** @returns whether a program with these arguments is a console of the language, and nothing that reads what it is told as data. */
export function isConsole(program: string, args: readonly string[], console: Console): boolean {
  if (!programs[console].test(program.split(/[\\/]/).at(-1) ?? '')) return false;
  if (console === 'python' && /^-m (?:IPython|ptpython)$/.test(args.join(' '))) return true;
  return args.every((arg) => options[console].test(arg));
}

/** @returns whether a command line of a shell does nothing but start a console of the language. */
export function startsConsole(commandLine: string, console: Console): boolean {
  const [, quoted, single, plain, rest = ''] = /^\s*(?:& )?(?:"([^"]*)"|'([^']*)'|(\S+))(?:\s+(.*))?$/.exec(commandLine) ?? [];
  return isConsole(quoted ?? single ?? plain ?? '', wordsOf(rest), console);
}

/** The words of a command's end; of quotes nothing is known, and no option of a console has any. */
export function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
