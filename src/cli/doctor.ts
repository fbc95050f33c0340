import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as l10n from '@vscode/l10n';
import type { DoctorOptions, DoctorSurroundings } from './doctor/run.ts';
import { UsageError } from './files.ts';

export type { DoctorOptions } from './doctor/run.ts';

/**
 * Runs `doctor`, which alone of all commands asks a server: it lies in a bundle of its own, so that this program holds
 * nothing that could open a connection, and loads it for this one command.
 * @param bundle the path of that bundle.
 * @returns the exit code.
 * @throws UsageError where the bundle is missing.
 */
export async function doctor(bundle: string, options: DoctorOptions, around: DoctorSurroundings): Promise<0 | 1 | 2> {
  if (!existsSync(bundle)) throw new UsageError(l10n.t('This command needs the file {0} beside the program, which is missing. Install Vigie anew.', bundle));
  const { runDoctor } = createRequire(bundle)(bundle) as typeof import('./doctor/run.ts');
  return runDoctor(options, around);
}
