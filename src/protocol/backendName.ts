import * as l10n from '@vscode/l10n';
import type { ServiceName } from './models.ts';
import type { DestinationView } from './verdict.ts';

/** @returns a back end's name for a person. */
export function backendName(backend: DestinationView['backend']): string {
  return backend === 'mistral' ? l10n.t('Mistral API') : l10n.t('Gateway');
}

/** @returns the setting in which the address of a place stands that chat answers can come from. */
export function settingOf({ backend, name }: ServiceName): string {
  return name === '' ? `vigie.${backend}.url` : 'vigie.gateways';
}
