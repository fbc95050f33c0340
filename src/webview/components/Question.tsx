import * as l10n from '@vscode/l10n';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { post } from '../host.ts';
import { nameFor } from '../names.ts';
import { askedOf, type Turn } from '../state.ts';
import { Chips } from './Chips.tsx';
import { Icon } from './Icon.tsx';

interface Props {
  readonly turn: Turn;
  /** Where in the conversation it stands, from 0. */
  readonly place: number;
}

/** Goes from one version of a question to another. The buttons are never disabled, so that the focus stays on them. */
function Branches({ turn, place }: Props) {
  const { id, branch } = turn;
  if (branch === undefined) return null;
  const { number, of } = branch;
  const step = (to: 'previous' | 'next', label: string, isEnd: boolean) => (
    <button
      type="button"
      class="icon-button"
      aria-label={nameFor(label, askedOf(turn))}
      title={label}
      aria-disabled={isEnd}
      data-focus={`${to} ${place}`}
      onClick={() => {
        if (!isEnd) post({ type: 'branch', id, to });
      }}
    >
      <Icon name={to} />
    </button>
  );
  return (
    <span class="branches" role="group" aria-label={nameFor(l10n.t('Versions of this question'), askedOf(turn))}>
      {step('previous', l10n.t('Previous Version'), number === 1)}
      <span class="branch-number">
        {number}/{of}
      </span>
      {step('next', l10n.t('Next Version'), number === of)}
    </span>
  );
}

/** What a screen reader lists among the page's headings, so that one can go from question to question. */
function Title({ turn }: { turn: Turn }) {
  return <h2 class="only-read">{nameFor(l10n.t('You'), askedOf(turn))}</h2>;
}

function Editor({ text, done }: { text: string; done: (edited: string | undefined) => void }) {
  const [edited, setEdited] = useState(text);
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(text.length, text.length);
  }, []);
  const ask = () => {
    if (edited.trim() !== '') done(edited);
  };
  return (
    <div class="question-editor">
      <div class="growing" data-text={edited}>
        <textarea
          ref={field}
          rows={1}
          value={edited}
          aria-label={l10n.t('Edit Question')}
          onInput={(event) => {
            setEdited(event.currentTarget.value);
          }}
          onKeyDown={(event) => {
            if (event.isComposing || (event.key !== 'Escape' && (event.key !== 'Enter' || event.shiftKey))) return;
            event.preventDefault();
            // Escape would stop an answer, too.
            event.stopPropagation();
            if (event.key === 'Escape') done(undefined);
            else ask();
          }}
        />
      </div>
      <div class="card-actions">
        <button type="button" class="button" onClick={ask}>
          {l10n.t('Ask')}
        </button>
        <button
          type="button"
          class="button button-secondary"
          onClick={() => {
            done(undefined);
          }}
        >
          {l10n.t('Cancel')}
        </button>
      </div>
    </div>
  );
}

/** A person's question, with what can be done about it: edit it, ask it again, see its other versions. */
export function Question({ turn, place }: Props) {
  const { id, question, attachments, result } = turn;
  const asked = askedOf(turn);
  const [editing, setEditing] = useState(false);
  const edit = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(false);
  useLayoutEffect(() => {
    if (wasEditing.current && !editing) edit.current?.focus();
    wasEditing.current = editing;
  }, [editing]);
  if (editing) {
    return (
      <article class="question is-edited" aria-label={l10n.t('You')}>
        <Title turn={turn} />
        <Editor
          text={question}
          done={(text) => {
            setEditing(false);
            if (text !== undefined) post({ type: 'edit', id, text });
          }}
        />
        <Chips attachments={attachments} title={l10n.t('Attached')} />
      </article>
    );
  }
  const action = (label: string, icon: 'edit' | 'again', act: () => void) => (
    <button type="button" ref={icon === 'edit' ? edit : null} class="icon-button" aria-label={nameFor(label, asked)} title={label} onClick={act}>
      <Icon name={icon} />
    </button>
  );
  return (
    <div class="asked">
      <article class="question" aria-label={l10n.t('You')}>
        <Title turn={turn} />
        {question === '' ? null : <p class="question-text">{question}</p>}
        <Chips attachments={attachments} title={l10n.t('Attached')} />
      </article>
      <div class="question-actions">
        <Branches turn={turn} place={place} />
        {action(l10n.t('Edit Question'), 'edit', () => {
          setEditing(true);
        })}
        {result?.outcome !== 'answered'
          ? null
          : action(l10n.t('Ask Again'), 'again', () => {
              post({ type: 'askAgain', id });
            })}
      </div>
    </div>
  );
}
