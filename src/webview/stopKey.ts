import { useEffect } from 'preact/hooks';
import { post } from './host.ts';

/**
 * Lets the Escape key stop the answer that is under way. It stands apart from what renders the page: an effect is kept
 * until it runs anew, with all that stands around it, and would keep a conversation that was left.
 */
export function useStopKey(answering: boolean): void {
  useEffect(() => {
    if (!answering) return undefined;
    const stopOnEscape = ({ key, isComposing }: KeyboardEvent) => {
      if (key === 'Escape' && !isComposing) post({ type: 'stop' });
    };
    document.addEventListener('keydown', stopOnEscape);
    return () => {
      document.removeEventListener('keydown', stopOnEscape);
    };
  }, [answering]);
}
