import * as l10n from '@vscode/l10n';
import { redactionSentence } from './words.ts';
import { openTurn, type PanelState, type Turn } from './state.ts';

/**
 * What a screen reader is told of a change: that an answer begins and how it ended, not each word of it.
 * @returns a sentence, or undefined where nothing is to be said.
 */
export function announcementOf(before: PanelState, after: PanelState): string | undefined {
  const shown = replayed(before, after);
  if (shown !== undefined) return shown;
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

/** Turns that had ended before they were shown belong to another conversation, or to another branch of this one. */
function replayed(before: PanelState, after: PanelState): string | undefined {
  const known = new Set(before.turns.map(({ id }) => id));
  const past = after.turns.filter(({ id, result }) => result !== undefined && !known.has(id));
  if (past.length === 0) return undefined;
  const branch = past[0]?.branch;
  if (branch !== undefined && after.title === before.title) return l10n.t('Version {0} of {1}.', branch.number, branch.of);
  return l10n.t('Conversation opened: {0}', after.title);
}

function outcomeOf({ result }: Turn): string | undefined {
  switch (result?.outcome) {
    case 'answered':
      return [
        result.finish === 'stop' ? l10n.t('Answer complete.') : l10n.t('Answer ended early.'),
        ...(result.trouble === undefined ? [] : [result.trouble]),
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
