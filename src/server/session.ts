import { homedir } from 'node:os';
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { URI } from 'vscode-uri';
import type { InitializeParams, WorkspaceFolder as LspFolder } from 'vscode-languageserver/node';
import french from '../../l10n/bundle.l10n.fr.json';
import { networkSchema } from '../protocol/network.ts';
import { initializationOptionsSchema, settingsSchema, type InitializationOptions } from '../protocol/settings.ts';
import { answerLanguage } from './chat/prompts.ts';
import type { WorkspaceFolder } from './policy/workspace.ts';

/** What a client tells at the start of a session, checked. */
export interface SessionStart {
  readonly options: InitializationOptions;
  readonly folders: readonly WorkspaceFolder[];
  readonly locale: string;
  /** What is wrong with the options, in one sentence; the defaults stand in for them. */
  readonly problem: string | undefined;
}

/** Reads LSP's `initialize` parameters and sets the language of all messages. */
export function readSession(params: InitializeParams): SessionStart {
  const locale = params.locale ?? 'en';
  speak(locale);
  const given: unknown = params.initializationOptions ?? {};
  const parsed = initializationOptionsSchema.safeParse(given);
  return {
    options: parsed.data ?? soundParts(given),
    folders: (params.workspaceFolders ?? rootOf(params)).flatMap(folderOf),
    locale,
    problem: parsed.success ? undefined : invalidSettings(parsed.error.issues),
  };
}

/** The options that can be taken up although others are malformed; trust that is not plainly given is not there. */
function soundParts(given: unknown): InitializationOptions {
  const part = (name: keyof InitializationOptions): unknown =>
    typeof given === 'object' && given !== null ? (given as Record<string, unknown>)[name] : undefined;
  const { keys, network, storagePath, trusted, takenCommand } = initializationOptionsSchema.shape;
  return {
    settings: settingsSchema.safeParse(part('settings') ?? {}).data ?? settingsSchema.parse({}),
    keys: keys.safeParse(part('keys')).data ?? {},
    network: network.safeParse(part('network')).data ?? networkSchema.parse({}),
    storagePath: storagePath.safeParse(part('storagePath')).data,
    trusted: trusted.safeParse(part('trusted')).data ?? false,
    takenCommand: takenCommand.safeParse(part('takenCommand')).data,
  };
}

/** What a person reads where settings are malformed: what zod found, without the values. */
export function invalidSettings(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): string {
  const problem = issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`).join('; ');
  return l10n.t('The settings of Vigie are not valid and were not taken up: {0}', problem);
}

/** Sets the language of everything that this process says to a person. */
export function speak(locale: string): void {
  l10n.config({ contents: answerLanguage(locale) === 'fr' ? french : {} });
}

/** A workspace folder as the policy knows it; none for a folder that is not on a disk of this machine. */
export function folderOf({ uri, name }: LspFolder): WorkspaceFolder[] {
  const parsed = URI.parse(uri);
  return parsed.scheme === 'file' ? [{ path: parsed.fsPath, name }] : [];
}

/** The folder for the audit log where the client names none: the user's state directory (XDG Base Directory 0.8). */
export function defaultStoragePath(): string {
  const { XDG_STATE_HOME: state, LOCALAPPDATA: local } = process.env;
  return join(state ?? local ?? join(homedir(), '.local', 'state'), 'vigie');
}

/** Clients from before workspace folders name one root. */
// eslint-disable-next-line @typescript-eslint/no-deprecated -- that is why it is read.
function rootOf({ rootUri }: InitializeParams): LspFolder[] {
  return rootUri ? [{ uri: rootUri, name: '' }] : [];
}
