import * as vscode from 'vscode';
import { backendName } from '../protocol/backendName.ts';
import { labelName } from '../protocol/labelName.ts';
import type { ServiceView } from '../protocol/models.ts';
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
  return vscode.l10n.t('may receive up to: {0}', labelName(clearance));
}
