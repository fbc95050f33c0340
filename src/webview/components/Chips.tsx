import * as l10n from '@vscode/l10n';
import type { AttachmentView } from '../../protocol/panel.ts';
import { labelName } from '../../protocol/labelName.ts';
import { nameFor } from '../names.ts';
import { kindName } from '../words.ts';
import { Icon } from './Icon.tsx';

interface Props {
  readonly attachments: readonly AttachmentView[];
  readonly title: string;
  /** Given before sending only: what has been sent cannot be taken off. */
  readonly remove?: (id: string) => void;
  /** Puts the columns of a refused data file in its place; given before sending only. */
  readonly takeColumns?: (id: string) => void;
}

/** What an attachment looks like by what the gate would do with it, and what is said of it before it is sent. */
const fates = {
  sent: { style: 'chip', icon: undefined, words: () => l10n.t('will be sent') },
  redacted: { style: 'chip chip-redacted', icon: 'redacted', words: () => l10n.t('will be redacted') },
  refused: { style: 'chip chip-blocked', icon: 'blocked', words: () => l10n.t('will be refused') },
} as const;

/** How many files are named that stay behind; a chip has little room. */
const namedAtMost = 3;

const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** What will become of an attachment, and what of it stays behind. */
function wordsOf(fate: AttachmentView['fate'], withheld: readonly string[] = []): string {
  if (withheld.length === 0 || fate === 'refused') return fates[fate].words();
  const names = [...withheld.slice(0, namedAtMost), ...(withheld.length > namedAtMost ? ['…'] : [])].join(', ');
  return fate === 'redacted' ? l10n.t('will be redacted, and sent without {0}', names) : l10n.t('will be sent without {0}', names);
}

const urgency = ({ fate, withheld }: AttachmentView): number => (fate === 'refused' ? 2 : withheld === undefined ? 0 : 1);

/** What goes, or went, along with a question: name and label of each, and a mark on what is not sent as it is. */
export function Chips({ attachments, title, remove, takeColumns }: Props) {
  if (attachments.length === 0) return null;
  // Many chips are scrolled, and what is refused or stays behind must be seen before sending.
  const shown = remove === undefined ? attachments : [...attachments].sort((one, other) => urgency(other) - urgency(one));
  return (
    <ul class="chips" aria-label={title}>
      {shown.map(({ id, kind = 'file', name, label, fate, withheld, trouble, columns }) => (
        <li key={id} class={fates[fate].style} title={remove === undefined ? undefined : wordsOf(fate, withheld)}>
          <span class="chip-kind" title={kindName(kind)}>
            <Icon name={kind} />
          </span>
          {fates[fate].icon === undefined ? null : <Icon name={fates[fate].icon} />}
          <span class="chip-words">
            <span class="chip-name" title={name}>
              <span class="chip-folder">{name.slice(0, name.lastIndexOf('/') + 1)}</span>
              <span class="chip-file">{name.slice(name.lastIndexOf('/') + 1)}</span>
            </span>
            {trouble === undefined ? <span class="chip-label">{labelName(label)}</span> : null}
            {remove === undefined ? null : (
              <span class={fate === 'sent' && withheld === undefined ? 'only-read' : 'chip-warning'}>{trouble ?? wordsOf(fate, withheld?.map(fileName))}</span>
            )}
            {takeColumns === undefined || columns !== true ? null : (
              <button
                type="button"
                class="link"
                aria-label={nameFor(l10n.t('Attach Columns Instead'), name)}
                onClick={() => {
                  takeColumns(id);
                }}
              >
                {l10n.t('Attach Columns Instead')}
              </button>
            )}
          </span>
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
