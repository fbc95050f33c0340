import * as l10n from '@vscode/l10n';
import { Component } from 'preact';
import type { AttachmentView } from '../../protocol/panel.ts';
import { remediesOf, type Destination, type Turn } from '../state.ts';
import { endNotes } from '../words.ts';
import { Answer } from './Answer.tsx';
import { Chips } from './Chips.tsx';
import { FailureCard } from './FailureCard.tsx';
import { Redactions } from './Redactions.tsx';
import { RefusalCard } from './RefusalCard.tsx';

interface Props {
  readonly turn: Turn;
  /** Only the last question can be asked again. */
  readonly isLast: boolean;
  readonly destination: Destination | undefined;
  /** What would go along with the next question. */
  readonly attachments: readonly AttachmentView[];
  readonly revise: (question: string, detach: readonly string[]) => void;
}

function Outcome(props: Props) {
  const { turn, isLast, destination } = props;
  const { result } = turn;
  switch (result?.outcome) {
    case undefined:
      return turn.answer + turn.thinking === '' ? <p class="waiting">{l10n.t('Waiting for the answer…')}</p> : null;
    case 'answered':
      return (
        <>
          {endNotes(result).map((note) => (
            <p key={note} class="note">
              {note}
            </p>
          ))}
          {result.redactions.length === 0 ? null : <Redactions id={turn.id} redactions={result.redactions} />}
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
    const { question, attachments, thinking, answer, result } = props.turn;
    return (
      <>
        <article class="question" aria-label={l10n.t('You')}>
          {question === '' ? null : <p class="question-text">{question}</p>}
          <Chips attachments={attachments} title={l10n.t('Attached')} />
        </article>
        <article class="reply" aria-label="Vigie" aria-busy={result === undefined}>
          {thinking === '' ? null : (
            <details class="thinking">
              <summary>{result === undefined && answer === '' ? l10n.t('Thinking…') : l10n.t('Thoughts')}</summary>
              <p class="thinking-text">{thinking}</p>
            </details>
          )}
          {answer === '' ? null : <Answer turn={props.turn.id} text={answer} finished={result !== undefined} />}
          <Outcome {...props} />
        </article>
      </>
    );
  }
}
