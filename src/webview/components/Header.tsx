import * as l10n from '@vscode/l10n';
import { backendName } from '../../protocol/backendName.ts';
import { post } from '../host.ts';
import type { Destination } from '../state.ts';
import { clearanceSentence, hostName, unsetSentence } from '../words.ts';
import { Icon } from './Icon.tsx';
import { RemedyButtons } from './RemedyButton.tsx';

function Where({ destination: { backend, name, origin, clearance } }: { destination: Destination }) {
  if (origin === '') return <strong>{unsetSentence(backend)}</strong>;
  return (
    <>
      <strong>{name ?? backendName(backend)}</strong>{' '}
      <span class="destination-host" title={origin}>
        {hostName(origin)}
      </span>
      <span class="destination-clearance">{clearanceSentence(clearance)}</span>
    </>
  );
}

/** What answers; a click lets the person choose another model, or another destination. */
function ModelButton({ model, effort }: { model: string | undefined; effort: string | undefined }) {
  const shown = [model ?? l10n.t('Default model'), ...(effort === undefined ? [] : [effort])].join(' · ');
  return (
    <button
      type="button"
      class="model-button"
      aria-label={l10n.t('Model: {0}. Choose another model or destination', shown)}
      title={l10n.t('Choose another model or destination')}
      onClick={() => {
        post({ type: 'pickModel' });
      }}
    >
      <span class="model-name">{shown}</span>
      <Icon name="more" />
    </button>
  );
}

interface Props {
  readonly destination: Destination | undefined;
  /** The model that answers there, as far as it is known. */
  readonly model: string | undefined;
  /** Whether to leave out what speaks against the destination, since it is said right below. */
  readonly brief: boolean;
}

/** Where questions go, what may go there, and what speaks against it. */
export function Header({ destination, model, brief }: Props) {
  return (
    <header class="header">
      <p class="destination" role="group" aria-label={l10n.t('Where questions go')}>
        {destination === undefined ? (
          <span class="destination-host">{l10n.t('Connecting…')}</span>
        ) : (
          <Where destination={destination} />
        )}
      </p>
      {destination === undefined || destination.origin === '' ? null : (
        <ModelButton model={model} effort={destination.choice?.effort} />
      )}
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
