import * as l10n from '@vscode/l10n';
import { Fragment } from 'preact';
import type { Label } from '../../protocol/label.ts';
import { labelName } from '../../protocol/labelName.ts';
import type { AttachmentView, OtherDestination } from '../../protocol/panel.ts';
import type { Finding, Refusal } from '../../protocol/verdict.ts';
import { post } from '../host.ts';
import { nameFor } from '../names.ts';
import { refusedAgain, waySwitch, type Destination, type Turn } from '../state.ts';
import { otherName, samePlace, shortNames, switchText } from '../words.ts';
import { Icon } from './Icon.tsx';
import { PlaceLink } from './PlaceLink.tsx';
import { RemedyButton } from './RemedyButton.tsx';

interface FindingProps {
  readonly finding: Finding;
  /** The label that the card has named already. */
  readonly named: Label;
  /** The finding before, whose place need not be said twice. */
  readonly before: Finding | undefined;
}

/** A reason, and on one line below it what else is known: a label of its own, its place, and where the rule is. */
function FindingItem({ finding: { reason, label, place, writtenAt }, named, before }: FindingProps) {
  const isElsewhere = before === undefined || !samePlace(before.place, place);
  const rule = writtenAt === undefined || samePlace(place, writtenAt) ? undefined : writtenAt;
  return (
    <li class="finding">
      <p>{reason}</p>
      {!isElsewhere && label === named && rule === undefined ? null : (
        <dl>
          {label === named ? null : (
            <div>
              <dt>{l10n.t('Label')}</dt> <dd>{labelName(label)}</dd>
            </div>
          )}
          {isElsewhere ? (
            <div>
              <dt class="only-read">{l10n.t('Where')}</dt>
              <dd>
                <PlaceLink place={place} />
              </dd>
            </div>
          ) : null}
          {rule === undefined ? null : (
            <div>
              <dt>{l10n.t('Rule')}</dt>{' '}
              <dd>
                <PlaceLink place={rule} />
              </dd>
            </div>
          )}
        </dl>
      )}
    </li>
  );
}

/** How many findings are shown at once where there are more than one besides; a table of identifiers can have hundreds. */
const shownAtOnce = 2;

function Findings({ findings, named }: { findings: readonly Finding[]; named: Label }) {
  return (
    <ul class="findings">
      {findings.map((finding, index) => (
        <FindingItem key={index} finding={finding} named={named} before={findings[index - 1]} />
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

/** What the person can do: send it redacted, go where it may be sent, leave it or its values out, or mend the rule and ask again. */
function Actions({ turn, refusal, destination, attachments, revise }: ActionProps) {
  const blocked = refusedAgain(turn, attachments);
  const other = waySwitch(refusal, destination);
  const switched = destination !== undefined && destination.origin !== refusal.destination.origin;
  const called = shortNames(blocked.map(({ name }) => name));
  return (
    <>
      {other === undefined ? null : <p class="other">{otherSentence(other)}</p>}
      <div class="card-actions">
        {refusal.canRedact && !switched ? <RemedyButton remedy="redact" /> : null}
        {other === undefined ? null : (
          <RemedyButton remedy="switchBackend" text={switchText(other.backend)} secondary={refusal.canRedact} />
        )}
        {blocked.map(({ id, columns }, index) => (
          <Fragment key={id}>
            {columns === true ? (
              <SecondaryButton
                text={l10n.t('Attach Columns Instead')}
                name={nameFor(l10n.t('Attach Columns Instead'), called[index] ?? '')}
                act={() => {
                  post({ type: 'takeColumns', id });
                  revise(turn.question, []);
                }}
              />
            ) : null}
            <SecondaryButton
              text={l10n.t('Remove {0}', called[index] ?? '')}
              name={l10n.t('Remove {0} and edit the question', called[index] ?? '')}
              act={() => {
                revise(turn.question, [id]);
              }}
            />
          </Fragment>
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

/** Where it may go instead, and how much may. */
function otherSentence({ clearance, ...other }: OtherDestination): string {
  const name = otherName(other);
  return clearance === undefined
    ? l10n.t('{0}: {1}', name, l10n.t('may be cleared for more.'))
    : l10n.t('{0} may receive up to {1} text.', name, labelName(clearance));
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

/** The gate's no: what may not leave, why, where that is written, and what the person can do. Short, as the panel is narrow. */
export function RefusalCard({ isLast, ...props }: Props) {
  const { message, findings, label } = props.refusal;
  const shown = findings.length <= shownAtOnce + 1 ? findings : findings.slice(0, shownAtOnce);
  const more = findings.slice(shown.length);
  return (
    <section class="card card-refusal" aria-label={l10n.t('Not sent')}>
      <h3 class="only-read">{l10n.t('Not sent')}</h3>
      <p class="card-message">
        <Icon name="blocked" /> {message}
      </p>
      <Findings findings={shown} named={label} />
      {more.length === 0 ? null : (
        <details>
          <summary>{l10n.t('More findings ({0})', more.length)}</summary>
          <Findings findings={more} named={label} />
        </details>
      )}
      {isLast ? <Actions {...props} /> : null}
    </section>
  );
}
