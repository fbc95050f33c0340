import type { Place } from '../../protocol/verdict.ts';
import { post } from '../host.ts';
import { placeText } from '../words.ts';

/** A place's name and line; a button that opens it where there is something to open. */
export function PlaceLink({ place }: { place: Place }) {
  const { uri, line } = place;
  if (uri === undefined) return <span class="place">{placeText(place)}</span>;
  return (
    <button
      type="button"
      class="place link"
      onClick={() => {
        post({ type: 'openPlace', uri, ...(line === undefined ? {} : { line }) });
      }}
    >
      {placeText(place)}
    </button>
  );
}
