import type { CompletionCache, Known } from './cache.ts';
import type { Flight } from './flight.ts';
import type { Snapshot, View } from './view.ts';

/** A state of a document. */
export interface Place {
  readonly snapshot: Snapshot;
  readonly view: View;
}

/** What is known of a state. */
export interface Prospect extends Known {
  /** Whether more of it is on its way. */
  readonly growing: boolean;
  /** Whether that takes so long that what there is will do. */
  readonly late: boolean;
}

/** What is known of the states of one document: by its requests under way, or from earlier. */
export class Prospects {
  readonly #cache: CompletionCache;
  readonly #flights: ReadonlySet<Flight>;
  /** The last that was looked for, which is asked for several times at each key. `version` is the cache's. */
  #last: { readonly place: Place; readonly version: number; readonly prospect: Prospect | undefined } | undefined;

  /** @param flights the requests under way, the latest last */
  constructor(cache: CompletionCache, flights: ReadonlySet<Flight>) {
    this.#cache = cache;
    this.#flights = flights;
  }

  of(place: Place): Prospect | undefined {
    const { version } = this.#cache;
    if (this.#last?.place !== place || this.#last.version !== version) {
      this.#last = { place, version, prospect: this.#find(place) };
    }
    return this.#last.prospect;
  }

  /** To be told whenever a request was made or left, or something of an answer has come. */
  changed(): void {
    this.#last = undefined;
  }

  #find({ snapshot, view }: Place): Prospect | undefined {
    for (const flight of [...this.#flights].reverse()) {
      const typed = flight.typedIn(view);
      const { text } = flight;
      if (typed !== undefined && typed < text.length) {
        const { drawnFrom } = flight.departure;
        return { remainder: text.slice(typed), typed, mayGoOn: false, drawnFrom, growing: true, late: flight.late };
      }
    }
    const known = this.#cache.find(snapshot.uri, view);
    return known && { ...known, growing: false, late: false };
  }
}
