import * as l10n from '@vscode/l10n';
import type { Destination } from '../state.ts';
import { backendName, clearanceSentence, hostName, unsetSentence } from '../words.ts';
import { Icon } from './Icon.tsx';
import { RemedyButtons } from './RemedyButton.tsx';

function Where({ destination: { backend, origin, clearance } }: { destination: Destination }) {
  if (origin === '') return <strong>{unsetSentence(backend)}</strong>;
  return (
    <>
      <strong>{backendName(backend)}</strong>{' '}
      <span class="destination-host" title={origin}>
        {hostName(origin)}
      </span>
      <span class="destination-clearance">{clearanceSentence(clearance)}</span>
    </>
  );
}

interface Props {
  readonly destination: Destination | undefined;
  /** Whether to leave out what speaks against the destination, since it is said right below. */
  readonly brief: boolean;
}

/** Where questions go, what may go there, and what speaks against it. */
export function Header({ destination, brief }: Props) {
  return (
    <header class="header">
      <p class="destination" aria-label={l10n.t('Where questions go')}>
        {destination === undefined ? (
          <span class="destination-host">{l10n.t('Connecting…')}</span>
        ) : (
          <Where destination={destination} />
        )}
      </p>
      {destination?.message === undefined || brief ? null : (
        <div class="header-message">
          <p>
            <Icon name="warning" />
            {destination.message}
          </p>
          <RemedyButtons remedies={destination.remedies} />
        </div>
      )}
    </header>
  );
}
