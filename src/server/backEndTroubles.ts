import * as l10n from '@vscode/l10n';
import { backendName, settingOf } from '../protocol/backendName.ts';
import type { ServiceName } from '../protocol/models.ts';
import type { Status } from '../protocol/status.ts';
import { BackendError } from './backends/backend.ts';
import type { ModelUse } from './backends/models.ts';

/** What is wrong, for the person. */
export type Trouble = Pick<Status, 'message' | 'remedy'>;

/** What a person is told of a failure. */
export function troubleOf({ message, remedy }: BackendError): Trouble {
  return { message, ...(remedy && { remedy }) };
}

/**
 * Whether a failure tells something of the server that a person should see: what this side refuses does not, and ghost
 * text waits for a busy server without a word.
 */
export function isTelling(use: ModelUse, { fault }: BackendError): boolean {
  return fault !== 'rulesChanged' && !(use === 'completion' && fault === 'rateLimited');
}

/** Nothing is set that could answer. */
export function unconfigured(): BackendError {
  return new BackendError(
    'unreachable',
    l10n.t('No language model is set up yet. Enter the address of your institution’s gateway in the setting “vigie.gateway.url”, or choose the Mistral API and set a key.'),
    'openSettings',
  );
}

/**
 * Nothing in the settings is called as a question names it, or more than one is.
 * @param several which of the two.
 */
export function noSuchService(service: ServiceName, several: boolean): BackendError {
  return new BackendError('noModel', notOne(service, several), 'openSettings');
}

function notOne(service: ServiceName, several: boolean): string {
  const { backend, name } = service;
  if (several) return l10n.t('Several gateways are called “{0}”, so nothing was sent. Give each a name of its own in the setting “vigie.gateways”.', name);
  return name === ''
    ? l10n.t('“{0}” has no address in the settings any more, so nothing was sent. Choose another model, or enter the address in the setting “{1}”.', backendName(backend), settingOf(service))
    : l10n.t('“{0}” is no longer among the places that may answer in the chat, so nothing was sent. Choose another model, or put “{0}” back into the setting “vigie.gateways”.', name);
}
