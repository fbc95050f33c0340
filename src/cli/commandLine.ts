import { Command } from 'commander';
import * as l10n from '@vscode/l10n';
import manifest from '../../package.json';
import type { CheckOptions } from './check.ts';
import type { DoctorOptions } from './doctor.ts';

/** What the commands do. */
export interface Actions {
  readonly check: (paths: readonly string[], options: CheckOptions) => Promise<void>;
  readonly doctor: (options: DoctorOptions) => Promise<void>;
  readonly verifyAudit: (folder: string | undefined, options: { readonly json: boolean }) => Promise<void>;
}

/** The commands with their options and their help, in the language of the session. It throws instead of exiting. */
export function commandLine(actions: Actions): Command {
  const program = spoken(new Command('vigie'))
    .description(l10n.t('Vigie from a terminal: the same judgement as in the editor.'))
    .usage(`[options] [${l10n.t('command')}]`)
    .version(manifest.version, '-V, --version', l10n.t('print the version'))
    .helpCommand(`help [${l10n.t('command')}]`, l10n.t('print the help of a command'));

  program.addCommand(
    spoken(new Command('check'))
      .description(l10n.t('Tells which files a destination may not receive, and why.'))
      .argument('[paths...]', l10n.t('files and folders; by default the current folder. A file that is named is judged though it is ignored'))
      .option('--json', l10n.t('print a JSON array with all files judged instead of lines'), false)
      .option('--destination <name>', l10n.t('“mistral” (the default), “local” for models on this machine, or the address of a gateway'), 'mistral')
      .option('--all', l10n.t('judge also what .gitignore leaves out'), false)
      .option('--staged', l10n.t('judge the next commit of git: the files that it adds or changes, as it will hold them'), false)
      .option('--policy <file>', l10n.t('an organisation’s rule file beside the one at the usual place'))
      .option('--no-kinship', l10n.t('do not look for passages of flagged files in other files'))
      .addHelpText('after', `\n${exitCodes(checkCodes())}\n\n${examples(checkExamples())}`)
      .action((paths: string[], options: CheckOptions) => actions.check(paths, options)),
  );

  program.addCommand(
    spoken(new Command('doctor'))
      .description(l10n.t('Asks a language model’s server what it can do and how fast, and tells what Vigie will use and what to change.'))
      .requiredOption('--url <address>', l10n.t('the server’s address, as for the settings'))
      .option('--json', l10n.t('print the report as JSON'), false)
      .option('--key-env <name>', l10n.t('the environment variable that holds the API key'))
      .option('--chat-model <name>', l10n.t('the model for chat; by default the one that Vigie would choose'))
      .option('--completion-model <name>', l10n.t('the model for ghost text; by default the one that Vigie would choose'))
      .option('--ca-bundle <file>', l10n.t('certificates of authorities to trust beside those of this machine, as PEM'))
      .option('--client-certificate <file>', l10n.t('the certificate that the server asks for, as PEM or PKCS #12'))
      .option('--client-key <file>', l10n.t('its key, where it lies in a file of its own'))
      .option('--passphrase-env <name>', l10n.t('the environment variable that holds what unlocks that key'))
      .addHelpText('after', `\n${exitCodes(doctorCodes())}\n\n${examples(doctorExamples())}`)
      .action((options: DoctorOptions) => actions.doctor(options)),
  );

  const audit = spoken(new Command('audit')).description(l10n.t('The audit log of this machine.'));
  audit.helpCommand(`help [${l10n.t('command')}]`, l10n.t('print the help of a command'));
  audit.addCommand(
    spoken(new Command('verify'))
      .description(l10n.t('Tells whether the audit log is as it was written. Exits 1 where it is not, and 2 where there is none.'))
      .argument('[folder]', l10n.t('the folder that has the file audit.key; by default wherever editors keep it'))
      .option('--json', l10n.t('print a JSON array with one report for each folder'), false)
      .action((folder: string | undefined, options: { json: boolean }) => actions.verifyAudit(folder, options)),
  );
  program.addCommand(audit);
  return program;
}

/** A command that says in the person's language what the library says by itself. */
function spoken(command: Command): Command {
  const titles: Readonly<Record<string, string>> = {
    'Usage:': l10n.t('Usage:'),
    'Arguments:': l10n.t('Arguments:'),
    'Options:': l10n.t('Options:'),
    'Commands:': l10n.t('Commands:'),
  };
  return command
    .exitOverride()
    .helpOption('-h, --help', l10n.t('print this help'))
    .configureOutput({ outputError: () => undefined })
    .configureHelp({
      styleTitle: (title) => titles[title] ?? title,
      optionDescription: ({ description }) => description,
      argumentDescription: ({ description }) => description,
    });
}

function exitCodes(codes: readonly string[]): string {
  return [l10n.t('Exit codes:'), ...codes.map((words, code) => `  ${code}  ${words}`)].join('\n');
}

function checkCodes(): string[] {
  return [
    l10n.t('the destination may receive every file'),
    l10n.t('there are files that it may not receive'),
    l10n.t('a rule file is broken, or an argument is wrong; nothing is known'),
  ];
}

function doctorCodes(): string[] {
  return [
    l10n.t('chat and ghost text work'),
    l10n.t('one of them does not, or the server cannot be reached'),
    l10n.t('an argument is wrong; nothing was asked'),
  ];
}

/** A command line and what it is for. */
type Example = readonly [command: string, words: string];

function checkExamples(): Example[] {
  return [
    ['vigie check --staged', l10n.t('before a commit')],
    ['vigie check R data --destination local', l10n.t('two folders, for models on this machine')],
    ['vigie check --json > vigie.json', l10n.t('for other programs')],
  ];
}

function doctorExamples(): Example[] {
  return [
    ['vigie doctor --url http://127.0.0.1:8080', l10n.t('a server on this machine')],
    ['vigie doctor --url https://llm.example.org/v1 --key-env LLM_KEY', l10n.t('a gateway that asks for a key')],
  ];
}

function examples(shown: readonly Example[]): string {
  const width = Math.max(...shown.map(([command]) => command.length));
  return [l10n.t('Examples:'), ...shown.map(([command, words]) => `  ${command.padEnd(width)}  ${words}`)].join('\n');
}
