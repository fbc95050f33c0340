import * as l10n from '@vscode/l10n';
import type { Usage } from '../protocol/chat.ts';

/** The page's language, by which figures are written; English where there is no page. */
function language(): string {
  return typeof document === 'undefined' ? 'en' : document.documentElement.lang;
}

/** @returns a number as people write it: `12,345`. */
function figure(number: number, digits = 0): string {
  return number.toLocaleString(language(), { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** @returns a time for a person: tenths of seconds below ten seconds, minutes above one. */
export function timeText(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 9.95) return l10n.t('{0} s', figure(seconds, 1));
  const whole = Math.round(seconds);
  if (whole < 60) return l10n.t('{0} s', figure(whole));
  return l10n.t('{0} min {1} s', Math.floor(whole / 60), whole % 60);
}

/** @returns how many tokens a question and its answer had together; undefined where it is not known. */
export function tokenText({ promptTokens, completionTokens, estimated }: Usage): string | undefined {
  if (promptTokens === undefined && completionTokens === undefined) return undefined;
  const sum = figure((promptTokens ?? 0) + (completionTokens ?? 0));
  return estimated ? l10n.t('about {0} tokens', sum) : l10n.t('{0} tokens', sum);
}

/** @returns how the tokens were divided, one phrase for each side that is known. */
export function tokenParts({ promptTokens, completionTokens, estimated }: Usage): string[] {
  return [
    ...(promptTokens === undefined ? [] : [l10n.t('{0} sent', figure(promptTokens))]),
    ...(completionTokens === undefined ? [] : [l10n.t('{0} received', figure(completionTokens))]),
    ...(estimated ? [l10n.t('estimated')] : []),
  ];
}
