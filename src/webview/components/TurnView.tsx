import * as l10n from '@vscode/l10n';
import { Component } from 'preact';
import type { AttachmentView } from '../../protocol/panel.ts';
import { post } from '../host.ts';
import { canGoOn, remediesOf, type Destination, type Turn } from '../state.ts';
import { endNotes } from '../words.ts';
import { Answer } from './Answer.tsx';
import { FailureCard } from './FailureCard.tsx';
import { Findings } from './Findings.tsx';
import { Question } from './Question.tsx';
import { Redactions } from './Redactions.tsx';
import { RefusalCard } from './RefusalCard.tsx';
import { Sent } from './Sent.tsx';
import { Thinking } from './Thinking.tsx';

interface Props {
  readonly turn: Turn;
  /** Where in the conversation it stands, from 0. */
  readonly place: number;
  /** Only the last question can be asked again. */
  readonly isLast: boolean;
  readonly destination: Destination | undefined;
  /** What would go along with the next question. */
  readonly attachments: readonly AttachmentView[];
  readonly revise: (question: string, detach: readonly string[]) => void;
}

/** Lets an answer go on that is not complete. */
function GoOn({ id }: { id: string }) {
  return (
    <div class="card-actions">
      <button
        type="button"
        class="button"
        onClick={() => {
          post({ type: 'continue', id });
        }}
      >
        {l10n.t('Continue')}
      </button>
    </div>
  );
}

function Outcome(props: Props) {
  const { turn, isLast, destination } = props;
  const { result } = turn;
  switch (result?.outcome) {
    case undefined:
      if (turn.status !== undefined) return <p class="waiting">{turn.status}</p>;
      return turn.answer + turn.thinking === '' ? <p class="waiting">{l10n.t('Waiting for the answer…')}</p> : null;
    case 'answered':
      return (
        <>
          {endNotes(result).map((note) => (
            <p key={note} class="note">
              {note}
            </p>
          ))}
          {canGoOn(turn, isLast) ? <GoOn id={turn.id} /> : null}
          {result.redactions.length === 0 ? null : <Redactions turn={turn} redactions={result.redactions} />}
        </>
      );
    case 'refused':
      return <RefusalCard {...props} refusal={result.refusal} />;
    case 'failed':
      return <FailureCard message={result.message} remedies={remediesOf(result, destination, isLast)} />;
  }
}

/** A question, its answer, and how that ended. */
export class TurnView extends Component<Props> {
  override shouldComponentUpdate(next: Readonly<Props>): boolean {
    const { turn, isLast, destination, attachments, revise } = this.props;
    if (next.turn !== turn || next.isLast !== isLast) return true;
    if (!isLast) return false;
    return next.destination !== destination || next.attachments !== attachments || next.revise !== revise;
  }

  override render(props: Props) {
    const { turn, place } = props;
    const { id, answer, result } = turn;
    const review = result?.outcome === 'answered' ? result.review : undefined;
    return (
      <>
        <Question turn={turn} place={place} />
        <article class="reply" aria-label="Vigie" aria-busy={result === undefined}>
          <Thinking turn={turn} />
          {review !== undefined || answer === '' ? null : <Answer turn={id} text={answer} finished={result !== undefined} />}
          {review === undefined ? null : <Findings turn={id} review={review} />}
          <Outcome {...props} />
          <Sent turn={turn} />
        </article>
      </>
    );
  }
}
