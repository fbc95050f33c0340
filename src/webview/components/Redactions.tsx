import * as l10n from '@vscode/l10n';
import type { Redaction } from '../../protocol/verdict.ts';
import { post } from '../host.ts';
import { nameFor } from '../names.ts';
import { askedOf, type Turn } from '../state.ts';
import { redactionSentence } from '../words.ts';

/** A quiet line on what was redacted on the way out, with the reasons folded below it. */
export function Redactions({ turn, redactions }: { turn: Turn; redactions: readonly Redaction[] }) {
  return (
    <details class="note redactions">
      <summary>{redactionSentence(redactions)}</summary>
      <ul>
        {redactions.map(({ placeholder, reason }) => (
          <li key={placeholder}>
            <code>{placeholder}</code> {reason}
          </li>
        ))}
      </ul>
      <p>{l10n.t('The model got these names in place of the values; the answer shows the values again.')}</p>
      <button
        type="button"
        class="link"
        aria-label={nameFor(l10n.t('Show What Would Be Sent'), askedOf(turn))}
        onClick={() => {
          post({ type: 'previewTurn', id: turn.id });
        }}
      >
        {l10n.t('Show What Would Be Sent')}
      </button>
    </details>
  );
}
