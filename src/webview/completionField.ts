import * as l10n from '@vscode/l10n';
import type { RefObject } from 'preact';
import { useContext, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Announce } from './announce.ts';
import { movedTo, parted, replaced, triggerAt, type CompletionItem, type Trigger } from './completion.ts';
import { listen, post } from './host.ts';

/** What a sign offers. */
export interface CompletionSource {
  /** Is to lead to other items where they are not at hand. */
  readonly ask?: (query: string) => void;
  /** What there is now for a query, the best first. */
  readonly items: (query: string) => readonly CompletionItem[];
  /** Takes an item; returns what is to stand in the text instead of what was typed. */
  readonly take: (item: CompletionItem) => string;
}

interface Wiring {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly draft: string;
  readonly setDraft: (draft: string) => void;
  readonly sources: Readonly<Partial<Record<Trigger['sign'], CompletionSource>>>;
}

/** The id of the list in the page, and of its items. */
export const listId = 'completions';
export const itemId = (index: number): string => `completion-${index}`;

/**
 * The list above the question's field: it opens at a sign, follows what is typed behind it, and is worked from the
 * field, which keeps the keyboard (ARIA Authoring Practices, combobox with a list).
 */
export function useCompletion({ field, draft, setDraft, sources }: Wiring) {
  const [trigger, setTrigger] = useState<Trigger>();
  const [active, setActive] = useState(0);
  const [closedAt, setClosedAt] = useState<number>();
  const caretAfter = useRef<number>(undefined);
  /** What stands before the place where what was typed for the list was taken away, until a word is typed there. */
  const takenAway = useRef<string>(undefined);
  const announce = useContext(Announce);
  const source = trigger && sources[trigger.sign];
  const items = trigger === undefined || trigger.start === closedAt ? [] : (source?.items(trigger.query) ?? []);
  const open = items.length > 0;
  const shown = Math.min(active, items.length - 1);

  const follow = (): void => {
    const element = field.current;
    const caret = element?.selectionStart;
    const next = element === null || caret === undefined || caret !== element.selectionEnd ? undefined : triggerAt(element.value, caret);
    if (next?.start !== closedAt) setClosedAt(undefined);
    if (next?.query === trigger?.query && next?.start === trigger?.start) return;
    setTrigger(next);
    setActive(0);
    if (next !== undefined) sources[next.sign]?.ask?.(next.query);
  };

  /** Takes what the person typed. */
  const typed = ({ value, selectionStart }: HTMLTextAreaElement, isComposing: boolean): void => {
    const before = takenAway.current;
    const mended = before === undefined || isComposing || !value.startsWith(before) ? undefined : parted(value, before.length, selectionStart);
    if (mended !== undefined || (before !== undefined && !value.startsWith(before))) takenAway.current = undefined;
    if (mended !== undefined) {
      // The list that a sign opens is looked for in the field itself.
      const element = field.current;
      if (element !== null) element.value = mended.text;
      element?.setSelectionRange(mended.caret, mended.caret);
    }
    setDraft(mended?.text ?? value);
    follow();
  };

  const take = (item: CompletionItem): void => {
    if (trigger === undefined || source === undefined) return;
    const by = source.take(item);
    const { text, caret } = replaced(draft, trigger, by);
    caretAfter.current = caret;
    takenAway.current = by === '' ? text.slice(0, caret) : undefined;
    setTrigger(undefined);
    setDraft(text);
    field.current?.focus();
  };

  useLayoutEffect(() => {
    const caret = caretAfter.current;
    caretAfter.current = undefined;
    if (caret !== undefined) field.current?.setSelectionRange(caret, caret);
    // What was sent or put into the field by others holds no sign that is being typed.
    else if (trigger !== undefined && draft.slice(trigger.start, trigger.end) !== trigger.sign + trigger.query) setTrigger(undefined);
  }, [draft]);

  useEffect(() => {
    if (open) announce(items.length === 1 ? l10n.t('1 suggestion') : l10n.t('{0} suggestions', items.length));
  }, [open, items.length]);

  /** Whether a key was for the list. */
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (!open || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false;
    const moved = movedTo(event.key, shown, items.length);
    const item = items[shown];
    if (moved !== undefined) setActive(moved);
    else if (event.key === 'Escape') setClosedAt(trigger?.start);
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey && item !== undefined) take(item);
    else return false;
    event.preventDefault();
    // Escape would stop the answer that is being written.
    event.stopPropagation();
    return true;
  };

  return {
    items,
    active: shown,
    take,
    onKeyDown,
    follow,
    typed,
    close: () => {
      setTrigger(undefined);
    },
    /** For the field; a text field may not say that it is expanded. */
    aria: {
      'aria-autocomplete': 'list',
      'aria-haspopup': 'listbox',
      ...(open && { 'aria-controls': listId, 'aria-activedescendant': itemId(shown) }),
    } as const,
  };
}

/** What can be attached, as the extension finds it; the last answer stays until the next has come. */
export function useAttachmentSource(): CompletionSource {
  const [matches, setMatches] = useState<readonly CompletionItem[]>([]);
  const latest = useRef('');
  useEffect(
    () =>
      listen((message) => {
        if (message.type !== 'attachmentMatches' || message.query !== latest.current) return;
        setMatches(message.matches.map(({ kind, ...match }) => ({ ...match, icon: kind })));
      }),
    [],
  );
  return {
    ask: (query) => {
      latest.current = query;
      post({ type: 'findAttachments', query });
    },
    items: () => matches,
    take: ({ id }) => {
      post({ type: 'attach', id });
      setMatches([]);
      return '';
    },
  };
}
