import { homedir } from 'node:os';
import { Command } from 'commander';
import * as l10n from '@vscode/l10n';
import manifest from '../../package.json';
import { sealGlobals } from '../server/net/seal.ts';
import { defaultStoragePath, speak } from '../server/session.ts';
import { verifyAudit } from './audit.ts';
import { check } from './check.ts';
import { terminalLocale } from './locale.ts';
import { storageFolders } from './storageFolders.ts';

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

program
  .command('audit')
  .description(l10n.t('The audit log of this machine.'))
  .command('verify')
  .description(l10n.t('Tells whether the audit log is as it was written. Exits 1 where it is not, and 2 where there is none.'))
  .argument('[folder]', l10n.t('the folder that has the file audit.key; by default wherever editors keep it'))
  .option('--json', l10n.t('print a JSON array with one report for each folder'), false)
  .action(async (folder: string | undefined, options: { json: boolean }) => {
    const places = [...storageFolders({ platform: process.platform, home: homedir(), env: process.env }), defaultStoragePath()];
    const terminal = { cwd: process.cwd(), out: process.stdout, err: process.stderr };
    process.exitCode = await verifyAudit(folder, places, options, terminal);
  });

program.parseAsync().catch((error: unknown) => {
  const exit = error instanceof Error && 'exitCode' in error ? Number(error.exitCode) : undefined;
  if (exit === undefined) process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = exit === 0 ? 0 : 2;
});
