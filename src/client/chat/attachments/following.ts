import type { TextRange } from '../../../protocol/origin.ts';

/** Where a person is: the document that they are in, and what is selected in it, which is empty at a mere cursor. */
export interface Spot {
  readonly uri: string;
  readonly range: TextRange;
}

/** What goes along without being added: some lines of a document, or all of it. */
export interface Followed {
  readonly uri: string;
  readonly range?: TextRange;
}

/** Where the person was when Vigie led them away, as long as the editor stands where it was left. */
interface Held {
  /** Undefined where nothing can go along of it, or nobody knows any more what. */
  from: Spot | undefined;
  /** Left out while Vigie leads the person there. */
  readonly at?: Spot;
}

/**
 * What of the editor goes along with the next question without being asked for: the selection, or else all of the
 * document. It follows the person, and nobody else: where Vigie leads changes nothing.
 */
export class Following {
  #detached: string | undefined;
  #held: Held | undefined;

  /** @param spot where the person is; undefined outside any document that can be attached */
  now(spot: Spot | undefined): Followed | undefined {
    const from = this.#from(spot);
    if (from === undefined || from.uri === this.#detached) return undefined;
    return isEmpty(from.range) ? { uri: from.uri } : from;
  }

  /** Where the person is as far as nobody led them. */
  #from(spot: Spot | undefined): Spot | undefined {
    const held = this.#held;
    if (held !== undefined && (held.at === undefined || (spot !== undefined && stands(spot, held.at)))) return held.from;
    // Whoever has moved on and comes back is there of their own accord.
    if (spot !== undefined) this.#goneTo(spot.uri);
    return spot;
  }

  #goneTo(uri: string): void {
    this.#held = undefined;
    if (uri !== this.#detached) this.#detached = undefined;
  }

  /** The person takes a document off, for as long as it is the one that they are in. */
  detach(uri: string | undefined): void {
    this.#detached = uri;
  }

  /** The editor shows a document now, be it that the person went there or that Vigie leads them. */
  entered(uri: string): void {
    const held = this.#held;
    const isLed = held !== undefined && (held.at === undefined || held.at.uri === uri);
    if (!isLed) this.#goneTo(uri);
  }

  /** Another conversation begins: what was taken off the one before may belong to it. */
  begin(): void {
    this.#detached = undefined;
  }

  /**
   * Vigie leads the person from where they are to another place.
   * @returns to be called with that place when they are there; with nothing where they could not be led
   */
  lead(from: Spot | undefined): (to: Spot | undefined) => void {
    const held: Held = { from: this.#from(from) };
    this.#held = held;
    return (to) => {
      if (this.#held === held) this.#held = to && { from: held.from, at: to };
    };
  }

  /** A document was changed: nobody knows where in it the lines are now that were held. */
  changed(uri: string): void {
    const from = this.#held?.from;
    if (this.#held !== undefined && from?.uri === uri && !isEmpty(from.range)) this.#held.from = undefined;
  }
}

function stands(spot: Spot, at: Spot): boolean {
  return spot.uri === at.uri && same(spot.range, at.range);
}

function isEmpty({ start, end }: TextRange): boolean {
  return start.line === end.line && start.character === end.character;
}

function same(one: TextRange, other: TextRange): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
