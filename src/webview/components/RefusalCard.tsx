import * as l10n from '@vscode/l10n';
import type { Finding, Refusal } from '../../protocol/verdict.ts';
import type { Destination, Turn } from '../state.ts';
import { labelName } from '../words.ts';
import { Icon } from './Icon.tsx';
import { PlaceLink } from './PlaceLink.tsx';
import { RemedyButton } from './RemedyButton.tsx';

function FindingItem({ finding }: { finding: Finding }) {
  return (
    <li class="finding">
      <p>{finding.reason}</p>
      <dl>
        <dt>{l10n.t('Label')}</dt>
        <dd>{labelName(finding.label)}</dd>
        <dt>{l10n.t('Where')}</dt>
        <dd>
          <PlaceLink place={finding.place} />
        </dd>
        {finding.writtenAt === undefined ? null : (
          <>
            <dt>{l10n.t('Rule')}</dt>
            <dd>
              <PlaceLink place={finding.writtenAt} />
            </dd>
          </>
        )}
      </dl>
    </li>
  );
}

/** How many findings are shown at once; a table of identifiers can have hundreds. */
const shownAtOnce = 5;

function Findings({ findings }: { findings: readonly Finding[] }) {
  return (
    <ul class="findings">
      {findings.map((finding, index) => (
        <FindingItem key={index} finding={finding} />
      ))}
    </ul>
  );
}

interface Props {
  readonly turn: Turn;
  readonly refusal: Refusal;
  readonly destination: Destination | undefined;
  /** Takes the attachments with these ids off and puts the question back into the composer. */
  readonly revise: (question: string, detach: readonly string[]) => void;
}

/** The gate's no: what may not leave, why, where that is written, and what the person can do. */
export function RefusalCard({ turn, refusal, destination, revise }: Props) {
  const blocked = turn.attachments.filter(({ maySend }) => !maySend);
  const more = refusal.findings.slice(shownAtOnce);
  const elsewhere = destination !== undefined && destination.origin !== refusal.destination.origin;
  return (
    <section class="card card-refusal" aria-label={l10n.t('Not sent')}>
      <h3>
        <Icon name="blocked" />
        {l10n.t('Not sent')}
      </h3>
      <p>{refusal.message}</p>
      <Findings findings={refusal.findings.slice(0, shownAtOnce)} />
      {more.length === 0 ? null : (
        <details>
          <summary>{l10n.t('More findings ({0})', more.length)}</summary>
          <Findings findings={more} />
        </details>
      )}
      <div class="card-actions">
        {elsewhere ? <RemedyButton remedy="retry" /> : null}
        {!elsewhere && refusal.destination.backend === 'mistral' ? <RemedyButton remedy="switchBackend" /> : null}
        {blocked.map(({ id, name }) => (
          <button
            key={id}
            type="button"
            class="button button-secondary"
            onClick={() => {
              revise(turn.question, [id]);
            }}
          >
            {l10n.t('Remove {0}', name)}
          </button>
        ))}
        {blocked.length === 0 && turn.question !== '' ? (
          <button
            type="button"
            class="button button-secondary"
            onClick={() => {
              revise(turn.question, []);
            }}
          >
            {l10n.t('Edit Question')}
          </button>
        ) : null}
      </div>
    </section>
  );
}
