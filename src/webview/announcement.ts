import * as l10n from '@vscode/l10n';
import { redactionSentence } from './words.ts';
import { openTurn, type PanelState, type Turn } from './state.ts';

/**
 * What a screen reader is told of a change: that an answer begins and how it ended, not each word of it.
 * @returns a sentence, or undefined where nothing is to be said.
 */
export function announcementOf(before: PanelState, after: PanelState): string | undefined {
  const was = openTurn(before);
  const is = openTurn(after);
  if (was !== undefined) {
    const now = after.turns.find(({ id }) => id === was.id);
    if (now?.result !== undefined) return outcomeOf(now);
  }
  if (is !== undefined && is.id !== was?.id) return l10n.t('Vigie is answering.');
  if (before.turns.length > 0 && after.turns.length === 0) return l10n.t('New conversation.');
  return undefined;
}

function outcomeOf({ result }: Turn): string | undefined {
  switch (result?.outcome) {
    case 'answered':
      return [
        result.finish === 'stop' ? l10n.t('Answer complete.') : l10n.t('Answer ended early.'),
        ...(result.redactions.length === 0 ? [] : [redactionSentence(result.redactions)]),
      ].join(' ');
    case 'refused':
      return result.refusal.message;
    case 'failed':
      return l10n.t('No answer. {0}', result.message);
    case undefined:
      return undefined;
  }
}
