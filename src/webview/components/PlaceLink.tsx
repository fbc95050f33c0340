import * as l10n from '@vscode/l10n';
import type { Place } from '../../protocol/verdict.ts';
import { post } from '../host.ts';
import { placeText } from '../words.ts';

/** A place's name and line; a button that opens it where there is something to open. */
export function PlaceLink({ place }: { place: Place }) {
  const { uri, line, column, endLine, endColumn } = place;
  if (uri === undefined) return <span class="place">{placeText(place)}</span>;
  return (
    <button
      type="button"
      class="place link"
      aria-label={l10n.t('Go to {0}', placeText(place))}
      onClick={() => {
        post({ type: 'openPlace', uri, line, column, endLine, endColumn });
      }}
    >
      {placeText(place)}
    </button>
  );
}
