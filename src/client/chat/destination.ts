import { workspace } from 'vscode';
import type { OtherDestination, PanelRemedy, ToPanel } from '../../protocol/panel.ts';
import type { Server } from '../server.ts';
import { otherDestination } from '../settings.ts';
import { serverTrouble } from '../words.ts';
import type { ModelChoices } from './modelChoices.ts';

/** @returns what the page shows of where questions go now: the place, what answers there, and what speaks against it. */
export function destinationNow(server: Server, models: ModelChoices): Extract<ToPanel, { type: 'destination' }> {
  const { destination, name, service, shown } = models;
  const other = service === undefined ? otherDestination(server) : settingsDestination(server);
  const { message, remedies } = standing(server, models);
  return {
    type: 'destination',
    destination,
    ...(name !== undefined && { name }),
    ...(other !== undefined && { other }),
    choice: shown,
    ...(message !== undefined && { message }),
    remedies,
  };
}

/** Where the settings have questions go, by the name that they give it. */
function settingsDestination({ status }: Server): OtherDestination | undefined {
  const { name = '' } = status?.services?.find(({ current }) => current) ?? {};
  return status && { ...status.destination, ...(name !== '' && { name }) };
}

/** What speaks against asking now, and what helps against that. */
function standing(server: Server, { destination, service, trouble }: ModelChoices): { message: string | undefined; remedies: PanelRemedy[] } {
  const { state, status } = server;
  const message = serverTrouble(server);
  if (state === 'stopped') return { message, remedies: [] };
  if (!workspace.isTrusted) return { message, remedies: ['trust'] };
  // What is known against the place that the settings choose says nothing of one that the person chose.
  if (service !== undefined) return { message: trouble, remedies: trouble === undefined ? [] : ['switchBackend'] };
  if (destination.backend === 'gateway' && destination.origin === '') return { message, remedies: ['openSettings', 'useMistral'] };
  return { message, remedies: status?.remedy === undefined ? [] : [status.remedy] };
}
