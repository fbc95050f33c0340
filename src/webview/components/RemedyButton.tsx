import type { Remedy } from '../../protocol/chat.ts';
import { post } from '../host.ts';
import { remedyText } from '../words.ts';

/** A button that does what gets a person out of where they are stuck. */
export function RemedyButton({ remedy }: { remedy: Remedy | 'switchBackend' }) {
  return (
    <button
      type="button"
      class="button"
      onClick={() => {
        post({ type: 'remedy', remedy });
      }}
    >
      {remedyText(remedy)}
    </button>
  );
}
