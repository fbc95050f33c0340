import * as l10n from '@vscode/l10n';
import type { Remedy } from '../../protocol/chat.ts';
import { Icon } from './Icon.tsx';
import { RemedyButton } from './RemedyButton.tsx';

/** What went wrong, and the way out where there is one. */
export function FailureCard({ message, remedy }: { message: string; remedy: Remedy | undefined }) {
  return (
    <section class="card card-failure" aria-label={l10n.t('No answer')}>
      <h3>
        <Icon name="warning" />
        {l10n.t('No answer')}
      </h3>
      <p>{message}</p>
      {remedy === undefined ? null : (
        <div class="card-actions">
          <RemedyButton remedy={remedy} />
        </div>
      )}
    </section>
  );
}
