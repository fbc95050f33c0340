import * as l10n from '@vscode/l10n';
import type { AttachmentView } from '../../protocol/panel.ts';
import { labelName } from '../../protocol/labelName.ts';
import { Icon } from './Icon.tsx';

interface Props {
  readonly attachments: readonly AttachmentView[];
  readonly title: string;
  /** Given before sending only: what has been sent cannot be taken off. */
  readonly remove?: (id: string) => void;
}

/** What goes, or went, along with a question: name and label of each, and a mark on what may not be sent. */
export function Chips({ attachments, title, remove }: Props) {
  if (attachments.length === 0) return null;
  return (
    <ul class="chips" aria-label={title}>
      {attachments.map(({ id, name, label, maySend }) => (
        <li key={id} class={maySend ? 'chip' : 'chip chip-blocked'}>
          {maySend ? null : <Icon name="blocked" />}
          <span class="chip-name" title={name}>
            {name}
          </span>
          <span class="chip-label">{labelName(label)}</span>
          {maySend || remove === undefined ? null : <span class="chip-warning">{l10n.t('will be refused')}</span>}
          {remove === undefined ? null : (
            <button
              type="button"
              class="icon-button"
              aria-label={l10n.t('Remove {0}', name)}
              title={l10n.t('Remove {0}', name)}
              onClick={() => {
                remove(id);
              }}
            >
              <Icon name="close" />
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
