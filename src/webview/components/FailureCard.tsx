import * as l10n from '@vscode/l10n';
import type { PanelRemedy } from '../../protocol/panel.ts';
import { Icon } from './Icon.tsx';
import { RemedyButtons } from './RemedyButton.tsx';

/** What went wrong, and the ways out. */
export function FailureCard({ message, remedies }: { message: string; remedies: readonly PanelRemedy[] }) {
  return (
    <section class="card card-failure" aria-label={l10n.t('No answer')}>
      <h3>
        <Icon name="warning" />
        {l10n.t('No answer')}
      </h3>
      <p>{message}</p>
      <div class="card-actions">
        <RemedyButtons remedies={remedies} />
      </div>
    </section>
  );
}
