import * as l10n from '@vscode/l10n';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { CompletionItem } from '../completion.ts';
import { itemId, listId } from '../completionField.ts';
import { kindName } from '../words.ts';
import { Icon } from './Icon.tsx';

interface Props {
  readonly items: readonly CompletionItem[];
  /** The index of the item that Enter takes. */
  readonly active: number;
  readonly take: (item: CompletionItem) => void;
}

/** What fits what is being typed, above the question's field. The field keeps the keyboard. */
export function CompletionList({ items, active, take }: Props) {
  const list = useRef<HTMLUListElement>(null);
  useLayoutEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active, items]);
  if (items.length === 0) return null;
  return (
    <ul ref={list} id={listId} class="completions" role="listbox" aria-label={l10n.t('Suggestions')}>
      {items.map((item, index) => {
        const { id, icon, name, detail, refused } = item;
        return (
          <li
            key={id}
            id={itemId(index)}
            class={index === active ? 'completion is-active' : 'completion'}
            role="option"
            aria-selected={index === active}
            onMouseDown={(event) => {
              event.preventDefault();
            }}
            onClick={() => {
              take(item);
            }}
          >
            <Icon name={icon} />
            {refused === true ? (
              <span class="completion-refused" title={l10n.t('will be refused')}>
                <Icon name="blocked" />
              </span>
            ) : null}
            <span class="completion-name">{name}</span>
            <span class="completion-detail">{detail}</span>
            {icon === 'command' ? null : <span class="completion-kind">{kindName(icon)}</span>}
            {refused === true ? <span class="only-read">{l10n.t('will be refused')}</span> : null}
          </li>
        );
      })}
    </ul>
  );
}
