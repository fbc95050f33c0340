import * as l10n from '@vscode/l10n';
import type { DestinationView } from './verdict.ts';

/** @returns a back end's name for a person. */
export function backendName(backend: DestinationView['backend']): string {
  return backend === 'mistral' ? l10n.t('Mistral API') : l10n.t('Gateway');
}
