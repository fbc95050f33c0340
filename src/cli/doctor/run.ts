import { resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import { networkSchema } from '../../protocol/network.ts';
import { settingsSchema } from '../../protocol/settings.ts';
import { checkBackEnd, type Step } from '../../server/check/check.ts';
import { judged } from '../../server/check/judge.ts';
import { linesOf } from '../../server/check/report.ts';
import { targetAt, type Target } from '../../server/check/target.ts';
import type { Network } from '../../server/net/connections.ts';
import { Door } from '../../server/net/door.ts';
import { KeyRing } from '../../server/net/keys.ts';
import { networkOf } from '../../server/net/networkOf.ts';
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
  /** Files as the settings `vigie.caBundle`, `vigie.clientCertificate` and `vigie.clientKey` name them. */
  readonly caBundle?: string | undefined;
  readonly clientCertificate?: string | undefined;
  readonly clientKey?: string | undefined;
  /** The environment variable that holds what unlocks the key of the client certificate. */
  readonly passphraseEnv?: string | undefined;
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
export async function runDoctor(options: DoctorOptions, { cwd, machine, storage, locale, out, err }: DoctorSurroundings): Promise<0 | 1 | 2> {
  speak(locale);
  const progress = new Progress(err, !options.json || out.isTTY === true);
  try {
    const target = targetNamed(options);
    const keys = new KeyRing();
    keys.replace({ [target.destination.origin]: secretIn(options.keyEnv, machine.env) });
    const door = new Door({ keys });
    door.use(networkFor(options, cwd, machine.env));
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

/** A secret from the environment: in the command line everybody on the machine would see it. */
function secretIn(name: string | undefined, env: Machine['env']): string {
  if (name === undefined) return '';
  const secret = env[name]?.trim() ?? '';
  if (secret === '') throw new UsageError(l10n.t('The environment variable {0} is not set.', name));
  return secret;
}

function networkFor({ url, caBundle, clientCertificate, clientKey, passphraseEnv }: DoctorOptions, cwd: string, env: Machine['env']): Network {
  const file = (path = ''): string => (path === '' ? '' : resolve(cwd, path));
  const files = { caBundle: file(caBundle), clientCertificate: file(clientCertificate), clientKey: file(clientKey) };
  const passphrase = secretIn(passphraseEnv, env);
  const settings = settingsSchema.parse({ backend: 'gateway', gateway: { url }, ...files });
  return networkOf(settings, networkSchema.parse(passphrase === '' ? {} : { passphrase }));
}
