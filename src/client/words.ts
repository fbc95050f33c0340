import { l10n, workspace } from 'vscode';
import type { Server } from './server.ts';
import type { Backend } from './settings.ts';

/** What a person calls a back end. */
export function backendWord(backend: Backend): string {
  return backend === 'gateway' ? l10n.t('gateway') : 'Mistral';
}

/** What a person calls a back end within a sentence: with its article, where it has one. */
export function backendInSentence(backend: Backend): string {
  return backend === 'gateway' ? l10n.t('the gateway') : 'Mistral';
}

/** @returns a sentence or two on why no answer can be had now and what to do, or undefined where nothing is wrong. */
export function serverTrouble({ state, status }: Pick<Server, 'state' | 'status'>): string | undefined {
  if (state === 'stopped') {
    return l10n.t('Vigie’s server is stopped. Start it with the command “Vigie: Restart Server”.');
  }
  if (!workspace.isTrusted) {
    return l10n.t('Vigie sends nothing from a folder that you do not trust. Trust this folder to use Vigie in it.');
  }
  if (status === undefined || status.state === 'ready') return undefined;
  if (status.message !== undefined) return status.message;
  if (status.state === 'failing') return l10n.t('The last request failed.');
  return l10n.t(
    'Vigie has no model to ask yet. Set the address of your gateway (setting “vigie.gateway.url”), or switch the back end to Mistral and set a Mistral API key.',
  );
}
