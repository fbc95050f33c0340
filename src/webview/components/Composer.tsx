import * as l10n from '@vscode/l10n';
import type { RefObject } from 'preact';
import type { CommandView } from '../../protocol/command.ts';
import type { AttachmentView } from '../../protocol/panel.ts';
import { commandSource } from '../commandSource.ts';
import { useAttachmentSource, useCompletion } from '../completionField.ts';
import { useDropping } from '../dropping.ts';
import { post } from '../host.ts';
import { Chips } from './Chips.tsx';
import { CompletionList } from './CompletionList.tsx';
import { Icon } from './Icon.tsx';

interface Props {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly draft: string;
  readonly setDraft: (draft: string) => void;
  readonly attachments: readonly AttachmentView[];
  readonly commands: readonly CommandView[];
  readonly answering: boolean;
  /** Shows what would be sent if the question were sent as it stands. */
  readonly preview: () => void;
}

/**
 * Where a question is written. Send and Stop are one button that is never disabled, since a disabled button would
 * lose the keyboard's focus.
 */
export function Composer({ field, draft, setDraft, attachments, commands, answering, preview }: Props) {
  const send = () => {
    if (answering || draft.trim() === '') return;
    post({ type: 'send', text: draft, attachments: attachments.map(({ id }) => id) });
    setDraft('');
  };
  const attachmentSource = useAttachmentSource();
  const completion = useCompletion({ field, draft, setDraft, sources: { '#': attachmentSource, '/': commandSource(commands) } });
  useDropping();
  const label = answering ? l10n.t('Stop (Escape)') : l10n.t('Send (Enter)');
  const placeholder = l10n.t('Ask, or type # or /');
  return (
    <div class="composer">
      <CompletionList items={completion.items} active={completion.active} take={completion.take} />
      <div class="composer-box">
        <Chips
          attachments={attachments}
          title={l10n.t('Goes along with the question')}
          remove={(id) => {
            post({ type: 'detach', id });
            field.current?.focus();
          }}
          takeColumns={(id) => {
            post({ type: 'takeColumns', id });
            field.current?.focus();
          }}
        />
        <div class="composer-row">
          <div class="composer-text" data-text={draft === '' ? placeholder : draft}>
            <textarea
              ref={field}
              rows={1}
              value={draft}
              aria-label={l10n.t('Question')}
              placeholder={placeholder}
              {...completion.aria}
              onInput={({ currentTarget, isComposing }) => {
                completion.typed(currentTarget, isComposing);
              }}
              onKeyUp={completion.follow}
              onClick={completion.follow}
              onBlur={completion.close}
              onFocus={({ currentTarget }) => {
                // On a low page, which is scrolled as a whole, the buttons may stand below its edge.
                currentTarget.closest('.composer')?.scrollIntoView({ block: 'nearest' });
              }}
              onKeyDown={(event) => {
                if (completion.onKeyDown(event)) return;
                if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
                event.preventDefault();
                send();
              }}
            />
          </div>
          <button
            type="button"
            class="icon-button preview-button"
            aria-label={l10n.t('Add context')}
            title={l10n.t('Add context (#). Files and tabs can be dropped here while Shift is held.')}
            onClick={() => {
              // Whoever has added it goes on with the question.
              field.current?.focus();
              post({ type: 'addContext' });
            }}
          >
            <Icon name="attach" />
          </button>
          <button
            type="button"
            class="icon-button preview-button"
            aria-label={l10n.t('Show what would be sent')}
            title={l10n.t('Show what would be sent')}
            onClick={preview}
          >
            <Icon name="eye" />
          </button>
          <button
            type="button"
            class={answering ? 'send-button is-stop' : 'send-button'}
            aria-label={label}
            title={label}
            aria-disabled={!answering && draft.trim() === ''}
            onClick={() => {
              if (answering) post({ type: 'stop' });
              else send();
              field.current?.focus();
            }}
          >
            <Icon name={answering ? 'stop' : 'send'} />
          </button>
        </div>
      </div>
    </div>
  );
}
