import * as l10n from '@vscode/l10n';
import { Fragment } from 'preact';
import { labelName } from '../../protocol/labelName.ts';
import type { AttachmentView, OtherDestination } from '../../protocol/panel.ts';
import type { Refusal } from '../../protocol/verdict.ts';
import { post } from '../host.ts';
import { nameFor } from '../names.ts';
import { asksWithout, refusedAgain, waySwitch, type Destination, type Turn } from '../state.ts';
import { otherName, shortNames, switchText } from '../words.ts';
import { Icon } from './Icon.tsx';
import { Reasons } from './Reasons.tsx';
import { RemedyButton } from './RemedyButton.tsx';

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
            {asksWithout(turn, attachments, id) ? (
              <SecondaryButton
                text={l10n.t('Remove {0}', called[index] ?? '')}
                name={l10n.t('Remove {0} and edit the question', called[index] ?? '')}
                act={() => {
                  revise(turn.question, [id]);
                }}
              />
            ) : null}
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
  const { message, findings, label, sentBefore } = props.refusal;
  const heading = sentBefore === undefined ? l10n.t('Not sent') : l10n.t('Not sent again');
  return (
    <section class="card card-refusal" aria-label={heading}>
      <h3 class="only-read">{heading}</h3>
      <p class="card-message">
        <Icon name="blocked" /> {message}
      </p>
      <Reasons findings={findings} named={label} />
      {isLast ? <Actions {...props} /> : null}
    </section>
  );
}
