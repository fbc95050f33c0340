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

/** What goes along instead of what the editor shows, as long as the editor stands where it was left. */
interface Held {
  what: Followed | undefined;
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
    const held = this.#held;
    if (held !== undefined && (held.at === undefined || (spot !== undefined && stands(spot, held.at)))) return held.what;
    // Whoever has moved on and comes back is there of their own accord.
    if (spot !== undefined) this.#held = undefined;
    if (spot === undefined || spot.uri === this.#detached) return undefined;
    return isEmpty(spot.range) ? { uri: spot.uri } : spot;
  }

  /** The person takes a document off, for as long as it is the one that they are in. */
  detach(uri: string | undefined): void {
    this.#detached = uri;
    this.#held = undefined;
  }

  /** The person is in a document now, as far as nobody leads them. */
  entered(uri: string): void {
    if (uri !== this.#detached) this.#detached = undefined;
    if (this.#held?.at !== undefined && this.#held.at.uri !== uri) this.#held = undefined;
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
    const what = this.now(from);
    const held: Held = { what };
    this.#held = held;
    return (to) => {
      if (this.#held === held) this.#held = to && { what: held.what, at: to };
    };
  }

  /** A document was changed: nobody knows where in it the lines are now that were held. */
  changed(uri: string): void {
    if (this.#held?.what?.range !== undefined && this.#held.what.uri === uri) this.#held.what = undefined;
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
