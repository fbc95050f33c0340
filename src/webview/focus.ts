import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Keeps the keyboard where it was when what had the focus is gone, as a button is that has done its work: in the same
 * card at Ask Again, on what has the same `data-focus` in its place, elsewhere in the question's field. To be called by what renders the whole page.
 * @returns what tells where in the page the keyboard was last, if that is still there.
 */
export function useKeptFocus(field: RefObject<HTMLElement | null>): () => HTMLElement | undefined {
  const last = useRef<{ element: HTMLElement; actions: Element | null }>(undefined);

  useEffect(() => {
    const remember = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement) last.current = { element: target, actions: target.closest('.card-actions') };
    };
    document.addEventListener('focusin', remember);
    return () => {
      document.removeEventListener('focusin', remember);
    };
  }, []);

  useLayoutEffect(() => {
    if (last.current === undefined || last.current.element.isConnected) return;
    const { actions, element } = last.current;
    last.current = undefined;
    // Whoever has gone on to the editor, or to an input box of VS Code, is not fetched back.
    if (!document.hasFocus() || document.activeElement !== document.body) return;
    const again = actions?.isConnected === true ? actions.querySelector<HTMLElement>('[data-remedy="retry"]') : null;
    const mark = element.getAttribute('data-focus');
    const same = mark === null ? null : document.querySelector<HTMLElement>(`[data-focus="${CSS.escape(mark)}"]`);
    (same ?? again ?? field.current)?.focus();
  });

  return () => (last.current?.element.isConnected === true ? last.current.element : undefined);
}
