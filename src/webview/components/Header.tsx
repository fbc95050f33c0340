import * as l10n from '@vscode/l10n';
import { post } from '../host.ts';
import type { Destination } from '../state.ts';
import { backendName, clearanceSentence, hostName } from '../words.ts';
import { Icon } from './Icon.tsx';
import { RemedyButton } from './RemedyButton.tsx';

/** Where questions go, what may go there, and what speaks against it. */
export function Header({ destination }: { destination: Destination | undefined }) {
  return (
    <header class="header">
      <div class="header-line">
        <p class="destination" aria-label={l10n.t('Where questions go')}>
          {destination === undefined ? (
            <span class="destination-host">{l10n.t('Connecting…')}</span>
          ) : (
            <>
              <strong>{backendName(destination.backend)}</strong>{' '}
              <span class="destination-host" title={destination.origin}>
                {hostName(destination.origin)}
              </span>
              <span class="destination-clearance">{clearanceSentence(destination.clearance)}</span>
            </>
          )}
        </p>
        <button
          type="button"
          class="icon-button"
          aria-label={l10n.t('New Conversation')}
          title={l10n.t('New Conversation')}
          onClick={() => {
            post({ type: 'newConversation' });
          }}
        >
          <Icon name="add" />
        </button>
      </div>
      {destination?.message === undefined ? null : (
        <div class="header-message">
          <p>
            <Icon name="warning" />
            {destination.message}
          </p>
          {destination.remedy === undefined ? null : <RemedyButton remedy={destination.remedy} />}
        </div>
      )}
    </header>
  );
}
