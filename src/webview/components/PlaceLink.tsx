import * as l10n from '@vscode/l10n';
import { placeWords } from '../../protocol/alike.ts';
import type { Place } from '../../protocol/verdict.ts';
import { post } from '../host.ts';

interface Props {
  readonly place: Place;
  /** What is shown where the place's name stands by already: its line. */
  readonly words?: string | undefined;
}

/** A place's name and line; a button that opens it where there is something to open. */
export function PlaceLink({ place, words = placeWords(place) }: Props) {
  const { uri, line, column, endLine, endColumn } = place;
  if (uri === undefined) return <span class="place">{words}</span>;
  return (
    <button
      type="button"
      class="place link"
      aria-label={l10n.t('Go to {0}', words === placeWords(place) ? words : `${place.name}:${words}`)}
      onClick={() => {
        post({ type: 'openPlace', uri, line, column, endLine, endColumn });
      }}
    >
      {words}
    </button>
  );
}
