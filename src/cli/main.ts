import { homedir } from 'node:os';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { sealGlobals } from '../server/net/seal.ts';
import { defaultStoragePath, speak } from '../server/session.ts';
import { verifyAudit } from './audit.ts';
import { check } from './check.ts';
import { commandLine } from './commandLine.ts';
import { doctor } from './doctor.ts';
import { endCleanly } from './ending.ts';
import { terminalLocale } from './locale.ts';
import { storageFolders } from './storageFolders.ts';
import { usageFault } from './usageFault.ts';

sealGlobals();
endCleanly(process);
const locale = terminalLocale(process.env, Intl.DateTimeFormat().resolvedOptions().locale);
speak(locale);

const machine = { platform: process.platform, home: homedir(), env: process.env };
const terminal = { cwd: process.cwd(), out: process.stdout, err: process.stderr };

const program = commandLine({
  check: async (paths, options) => {
    const kinshipWorker = join(__dirname, 'kinship.js');
    process.exitCode = await check(paths, options, { ...terminal, machine, kinshipWorker });
  },
  doctor: async (options) => {
    const around = { ...terminal, machine, storage: defaultStoragePath(), locale };
    process.exitCode = await doctor(join(__dirname, 'doctor.js'), options, around);
  },
  verifyAudit: async (folder, options) => {
    process.exitCode = await verifyAudit(folder, [...storageFolders(machine), defaultStoragePath()], options, terminal);
  },
});

program.parseAsync().catch((error: unknown) => {
  process.exitCode = error instanceof CommanderError && error.exitCode === 0 ? 0 : 2;
  if (process.exitCode === 0) return;
  const message = error instanceof CommanderError ? usageFault(error) : error instanceof Error ? error.message : String(error);
  process.stderr.write(`${message}\n`);
});
