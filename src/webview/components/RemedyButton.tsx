import type { Remedy } from '../../protocol/chat.ts';
import { post } from '../host.ts';
import { remedyText } from '../words.ts';

/** A button that does what gets a person out of where they are stuck. */
export function RemedyButton({ remedy, secondary = false }: { remedy: Remedy | 'switchBackend'; secondary?: boolean }) {
  return (
    <button
      type="button"
      class={secondary ? 'button button-secondary' : 'button'}
      onClick={() => {
        post({ type: 'remedy', remedy });
      }}
    >
      {remedyText(remedy)}
    </button>
  );
}
