import * as l10n from '@vscode/l10n';
import type { Refusal } from '../../protocol/verdict.ts';
import type { Asked } from '../asked.ts';

/**
 * The refusal of a question that was judged again on its way. What a server has received is not denied.
 * @param received the servers that may have received it, by origin; where there is none, the refusal is as it was.
 */
export function refusedOnceSent(refusal: Refusal, received: readonly string[]): Refusal {
  if (received.length === 0) return refusal;
  const { cause = refusal.message } = refusal;
  const message = l10n.t('Not sent again: {0} The question had been sent to {1} before, without an answer.', cause, received.join(', '));
  return { ...refusal, message, sentBefore: [...received] };
}

/**
 * Why a question has no answer.
 * @param message what went wrong with the server that was asked last. It may say that nothing was sent, which is true of
 * that server only.
 */
export function failedOn(message: string, asked: Pick<Asked, 'received' | 'lastStayed'> | undefined): string {
  if (asked === undefined || !asked.lastStayed || asked.received.length === 0) return message;
  return l10n.t('{0} The question had been sent to {1} before, without an answer.', message, asked.received.join(', '));
}
