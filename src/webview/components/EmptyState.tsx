import * as l10n from '@vscode/l10n';
import { post } from '../host.ts';

/** What one can ask, before anything is asked. */
export function EmptyState() {
  return (
    <div class="empty">
      <p>{l10n.t('Ask what a piece of code does, why it fails, or how to write the next step of the analysis.')}</p>
      <p>{l10n.t('With # you add files, columns of data, functions, problems or changes.')}</p>
      <p>{l10n.t('The selection in the editor goes along. Vigie checks every text before it leaves this machine.')}</p>
      <p>
        <button
          type="button"
          class="link"
          onClick={() => {
            post({ type: 'showConversations' });
          }}
        >
          {l10n.t('Earlier conversations')}
        </button>
      </p>
    </div>
  );
}
