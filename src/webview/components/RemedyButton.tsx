import type { PanelRemedy } from '../../protocol/panel.ts';
import { post } from '../host.ts';
import { remedyText } from '../words.ts';

interface Props {
  readonly remedy: PanelRemedy;
  /** What the button says; by default the remedy's usual words. */
  readonly text?: string;
  readonly secondary?: boolean;
}

/** A button that does what gets a person out of where they are stuck. */
export function RemedyButton({ remedy, text, secondary = false }: Props) {
  return (
    <button
      type="button"
      data-remedy={remedy}
      class={secondary ? 'button button-secondary' : 'button'}
      onClick={() => {
        post({ type: 'remedy', remedy });
      }}
    >
      {text ?? remedyText(remedy)}
    </button>
  );
}

/** One button for each remedy; the first is the one to take. */
export function RemedyButtons({ remedies }: { remedies: readonly PanelRemedy[] }) {
  return remedies.map((remedy, index) => <RemedyButton key={remedy} remedy={remedy} secondary={index > 0} />);
}
