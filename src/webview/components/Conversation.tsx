import * as l10n from '@vscode/l10n';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { AttachmentView } from '../../protocol/panel.ts';
import { useFollowing } from '../following.ts';
import type { Destination, Turn } from '../state.ts';
import { EmptyState } from './EmptyState.tsx';
import { Icon } from './Icon.tsx';
import { TurnView } from './TurnView.tsx';

interface Props {
  readonly turns: readonly Turn[];
  readonly destination: Destination | undefined;
  readonly attachments: readonly AttachmentView[];
  readonly revise: (question: string, detach: readonly string[]) => void;
}

/** The turns. It follows what streams in as long as the reader stays at the end, and a new question always. */
export function Conversation({ turns, destination, attachments, revise }: Props) {
  const log = useRef<HTMLDivElement>(null);
  const lastShown = useRef<string>(undefined);
  const { following, toEnd, onScroll } = useFollowing(log, turns.length);
  const lastId = turns.at(-1)?.id;

  useLayoutEffect(() => {
    const isNew = lastId !== lastShown.current;
    lastShown.current = lastId;
    if (following || isNew) toEnd();
  }, [turns]);

  return (
    <div class="conversation">
      <div
        class="log"
        ref={log}
        role="log"
        aria-live="off"
        aria-label={l10n.t('Conversation')}
        tabIndex={0}
        onScroll={onScroll}
      >
        {turns.length === 0 ? <EmptyState /> : null}
        {turns.map((turn, place) => (
          <TurnView
            key={turn.id}
            turn={turn}
            place={place}
            isLast={turn.id === lastId}
            destination={destination}
            attachments={attachments}
            revise={revise}
          />
        ))}
      </div>
      {following || turns.length === 0 ? null : (
        <button
          type="button"
          class="icon-button to-end"
          aria-label={l10n.t('Scroll to the End')}
          title={l10n.t('Scroll to the End')}
          onClick={() => {
            toEnd();
            log.current?.focus();
          }}
        >
          <Icon name="down" />
        </button>
      )}
    </div>
  );
}
