import * as l10n from '@vscode/l10n';
import { backendName } from '../protocol/backendName.ts';
import { labelName } from '../protocol/labelName.ts';
import type { ServiceView } from '../protocol/models.ts';
import type { Status } from '../protocol/status.ts';
import type { DestinationView } from '../protocol/verdict.ts';

/** @returns what a person calls a place that chat answers can come from: its name in the settings, and its host. */
export function placeName({ name, backend, origin }: ServiceView): string {
  const named = name === '' ? backendName(backend) : name;
  return origin === '' ? named : `${named} (${hostOf(origin)})`;
}

/** @returns the host of an origin, or what stands there instead of one. */
export function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).host : origin;
}

/** @returns how much may go to a place, in a few words. */
export function clearedFor({ clearance }: Pick<DestinationView, 'clearance'>): string {
  return l10n.t('may receive up to: {0}', labelName(clearance));
}

/** @returns where requests go by the settings, and how much may: each host, the chat's first; empty where no address is set. */
export function asInSettings({ destination, completion }: Pick<Status, 'destination' | 'completion'>): string {
  const places = [destination, ...(completion ? [completion] : [])].filter(({ origin }) => origin !== '');
  return places.map((place) => `${hostOf(place.origin)} · ${clearedFor(place)}`).join(', ');
}
