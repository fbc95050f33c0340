import { Command } from 'commander';
import * as l10n from '@vscode/l10n';
import manifest from '../../package.json';
import { sealGlobals } from '../server/net/seal.ts';
import { speak } from '../server/session.ts';
import { check } from './check.ts';
import { terminalLocale } from './locale.ts';

sealGlobals();
speak(terminalLocale(process.env));

const program = new Command('vigie')
  .description(l10n.t('Vigie from a terminal: the same judgement as in the editor.'))
  .version(manifest.version)
  .exitOverride();

program
  .command('check')
  .description(l10n.t('Tells which files a destination may not receive, and why. Exits 1 where there are any.'))
  .argument('[paths...]', l10n.t('files and folders'), ['.'])
  .option('--json', l10n.t('print a JSON array instead of lines'), false)
  .option('--destination <name>', l10n.t('“mistral”, or the address of a gateway'), 'mistral')
  .action(async (paths: string[], options: { json: boolean; destination: string }) => {
    process.exitCode = await check(paths, options, { cwd: process.cwd(), out: process.stdout, err: process.stderr });
  });

program.parseAsync().catch((error: unknown) => {
  const exit = error instanceof Error && 'exitCode' in error ? Number(error.exitCode) : undefined;
  if (exit === undefined) process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = exit === 0 ? 0 : 2;
});
