import { exceeds, type Label } from '../../../protocol/label.ts';
import type { Place } from '../../../protocol/verdict.ts';
import type { Destination } from '../destination.ts';
import { destinationPattern, type DestinationPattern } from './destinationPattern.ts';
import { placeIn, type Layer } from './layer.ts';

interface Clearance {
  readonly pattern: DestinationPattern;
  readonly label: Label;
}

/** What all layers together leave each destination. */
export class Clearances {
  readonly #authority: readonly Clearance[];
  readonly #others: readonly Clearance[];
  /** The lists outside of which nothing may be sent. */
  readonly #lists: readonly { readonly list: readonly Clearance[]; readonly place: Place }[];

  /** @param authority the organisation's layer: the only one that may raise; it is among the layers too. */
  constructor(layers: readonly Layer[], authority: Layer | undefined) {
    this.#authority = authority === undefined ? [] : clearancesOf(authority);
    this.#others = layers.filter((layer) => layer !== authority).flatMap(clearancesOf);
    this.#lists = layers
      .filter(({ rules }) => rules.destinations === 'listed')
      .map((layer) => ({ list: clearancesOf(layer), place: placeIn(layer, layer.rules.lines.destinations) }));
  }

  /**
   * The destination with its effective clearance. What the organisation says of just this destination replaces the
   * default; everything else can only lower it. The strictest of several counts.
   */
  cleared(destination: Destination): Destination {
    const meant = this.#authority.filter(({ pattern }) => pattern.names(destination));
    const [first, ...more] = meant.map(({ label }) => label);
    let clearance = more.reduce(lower, first ?? destination.clearance);
    const lowering = first === undefined ? [...this.#authority, ...this.#others] : this.#others;
    for (const { pattern, label } of lowering) if (pattern.covers(destination)) clearance = lower(clearance, label);
    if (this.closedBy(destination) !== undefined) clearance = 'public';
    return clearance === destination.clearance ? destination : { ...destination, clearance };
  }

  /** Where the list is that does not name the destination, if there is one. */
  closedBy(destination: Destination): Place | undefined {
    return this.#lists.find(({ list }) => !list.some(({ pattern }) => pattern.names(destination)))?.place;
  }
}

function clearancesOf({ rules }: Layer): Clearance[] {
  return rules.clearances.flatMap(({ destination, label }) => {
    const pattern = destinationPattern(destination);
    return typeof pattern === 'string' ? [] : [{ pattern, label }];
  });
}

function lower(a: Label, b: Label): Label {
  return exceeds(a, b) ? b : a;
}
