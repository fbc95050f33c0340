import * as l10n from '@vscode/l10n';
import type { Turn } from '../state.ts';
import { timeText } from '../figures.ts';

/** The least time that is told, in milliseconds: what took no time at all was no thought. */
const leastTold = 100;

/** What the model thought before it answered, folded, with the time that it took. */
export function Thinking({ turn: { thinking, thoughtFor, answer, result } }: { turn: Turn }) {
  if (thinking === '') return null;
  const isThinking = result === undefined && answer === '';
  const ended = thoughtFor === undefined ? l10n.t('Thoughts') : l10n.t('Thought for {0}', timeText(Math.max(thoughtFor, leastTold)));
  return (
    <details class="thinking">
      <summary>{isThinking ? l10n.t('Thinking…') : ended}</summary>
      <p class="thinking-text">{thinking}</p>
    </details>
  );
}
