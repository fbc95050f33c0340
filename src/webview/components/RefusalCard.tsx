import * as l10n from '@vscode/l10n';
import { backendName } from '../../protocol/backendName.ts';
import type { AttachmentView } from '../../protocol/panel.ts';
import type { Finding, Refusal } from '../../protocol/verdict.ts';
import { refusedAgain, waySwitch, type Destination, type Turn } from '../state.ts';
import { labelName } from '../../protocol/labelName.ts';
import { clearanceSentence, hostName, samePlace, switchText } from '../words.ts';
import { Icon } from './Icon.tsx';
import { PlaceLink } from './PlaceLink.tsx';
import { RemedyButton } from './RemedyButton.tsx';

function FindingItem({ finding: { reason, label, place, writtenAt } }: { finding: Finding }) {
  return (
    <li class="finding">
      <p>{reason}</p>
      <dl>
        <dt>{l10n.t('Label')}</dt>
        <dd>{labelName(label)}</dd>
        <dt>{l10n.t('Where')}</dt>
        <dd>
          <PlaceLink place={place} />
        </dd>
        {writtenAt === undefined || samePlace(place, writtenAt) ? null : (
          <>
            <dt>{l10n.t('Rule')}</dt>
            <dd>
              <PlaceLink place={writtenAt} />
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

interface ActionProps {
  readonly turn: Turn;
  readonly refusal: Refusal;
  readonly destination: Destination | undefined;
  /** What would go along with the next question; only that can be taken off. */
  readonly attachments: readonly AttachmentView[];
  /** Takes the attachments with these ids off and puts the question back into the composer. */
  readonly revise: (question: string, detach: readonly string[]) => void;
}

/** What the person can do: send it redacted, go where it may be sent, leave it out, or mend the rule and ask again. */
function Actions({ turn, refusal, destination, attachments, revise }: ActionProps) {
  const blocked = refusedAgain(turn, attachments);
  const other = waySwitch(refusal, destination);
  const switched = destination !== undefined && destination.origin !== refusal.destination.origin;
  return (
    <>
      {other === undefined ? null : (
        <p class="other">
          {l10n.t(
            '{0}: {1}',
            `${backendName(other.backend)} ${hostName(other.origin)}`,
            other.clearance === undefined ? l10n.t('may be cleared for more.') : clearanceSentence(other.clearance),
          )}
        </p>
      )}
      <div class="card-actions">
        {refusal.canRedact && !switched ? <RemedyButton remedy="redact" /> : null}
        {other === undefined ? null : (
          <RemedyButton remedy="switchBackend" text={switchText(other.backend)} secondary={refusal.canRedact} />
        )}
        {blocked.map(({ id, name }) => (
          <SecondaryButton
            key={id}
            text={l10n.t('Remove {0}', name)}
            name={l10n.t('Remove {0} and edit the question', name)}
            act={() => {
              revise(turn.question, [id]);
            }}
          />
        ))}
        {blocked.length === 0 && turn.question !== '' ? (
          <SecondaryButton
            text={l10n.t('Edit Question')}
            act={() => {
              revise(turn.question, []);
            }}
          />
        ) : null}
        <RemedyButton remedy="retry" secondary={!switched} />
        <RemedyButton remedy="whyBlocked" secondary />
      </div>
    </>
  );
}

function SecondaryButton({ text, name, act }: { text: string; name?: string; act: () => void }) {
  return (
    <button type="button" class="button button-secondary" aria-label={name} onClick={act}>
      {text}
    </button>
  );
}

interface Props extends ActionProps {
  /** A question further up cannot be asked again, so its card only tells. */
  readonly isLast: boolean;
}

/** The gate's no: what may not leave, why, where that is written, and what the person can do. */
export function RefusalCard({ isLast, ...props }: Props) {
  const { refusal } = props;
  const more = refusal.findings.slice(shownAtOnce);
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
      {isLast ? <Actions {...props} /> : null}
    </section>
  );
}
