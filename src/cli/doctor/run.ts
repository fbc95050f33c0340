import * as l10n from '@vscode/l10n';
import { checkBackEnd, type Step } from '../../server/check/check.ts';
import { judged } from '../../server/check/judge.ts';
import { linesOf } from '../../server/check/report.ts';
import { targetAt, type Target } from '../../server/check/target.ts';
import { Door } from '../../server/net/door.ts';
import { KeyRing } from '../../server/net/keys.ts';
import type { Machine } from '../../server/policy/rules/places.ts';
import { speak } from '../../server/session.ts';
import { UsageError } from '../files.ts';
import { printable, Progress, type Terminal } from '../terminal.ts';
import { openGate } from './gate.ts';

/** What a person asks `doctor` for. */
export interface DoctorOptions {
  readonly url: string;
  readonly json: boolean;
  /** The environment variable that holds the API key. */
  readonly keyEnv?: string | undefined;
  readonly chatModel?: string | undefined;
  readonly completionModel?: string | undefined;
}

/** What `doctor` finds around it. */
export interface DoctorSurroundings extends Terminal {
  readonly machine: Machine;
  /** The folder for the audit log. */
  readonly storage: string;
  /** This bundle speaks for itself: texts are not shared between bundles. */
  readonly locale: string;
}

/**
 * Asks a server what it can do, and prints it.
 * @returns the exit code: 0 where chat and ghost text work, 1 where not or where it cannot be reached, 2 where an
 * argument is wrong.
 */
export async function runDoctor(options: DoctorOptions, { machine, storage, locale, out, err }: DoctorSurroundings): Promise<0 | 1 | 2> {
  speak(locale);
  const progress = new Progress(err, !options.json || out.isTTY === true);
  try {
    const target = targetNamed(options);
    const keys = new KeyRing();
    keys.replace({ [target.destination.origin]: keyIn(options, machine.env) });
    const door = new Door({ keys });
    const { gate, cleared, close } = await openGate(machine, storage);
    try {
      const onStep = (step: Step): void => {
        progress.say(() => stepName(step));
      };
      const facts = await checkBackEnd({ ...target, destination: cleared(target.destination) }, { door, gate, signal: new AbortController().signal, onStep });
      progress.clear();
      const report = judged(facts);
      out.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : linesOf(report, printable));
      return report.ok ? 0 : 1;
    } finally {
      await Promise.all([door.close(), close()]);
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    err.write(`${printable(error.message)}\n`);
    return 2;
  } finally {
    progress.clear();
  }
}

/** What is being asked, for whoever waits. */
function stepName(step: Step): string {
  switch (step) {
    case 'models':
      return l10n.t('Asking for the models');
    case 'chat':
      return l10n.t('Asking for a chat answer');
    case 'completion':
      return l10n.t('Asking for ghost text');
    case 'cancellation':
      return l10n.t('Leaving answers in the middle');
  }
}

function targetNamed({ url, chatModel = '', completionModel = '' }: DoctorOptions): Target {
  const target = targetAt(url, { chat: chatModel, completion: completionModel });
  if (target !== undefined) return target;
  throw new UsageError(l10n.t('“{0}” is no address of a server: it begins with http:// or https:// and holds no password.', url));
}

function keyIn({ keyEnv }: DoctorOptions, env: Machine['env']): string {
  if (keyEnv === undefined) return '';
  const key = env[keyEnv]?.trim() ?? '';
  if (key === '') throw new UsageError(l10n.t('The environment variable {0} is not set, so there is no key.', keyEnv));
  return key;
}
