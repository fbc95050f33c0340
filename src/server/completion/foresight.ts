import { defaults } from './defaults.ts';

/**
 * How often a line that the model had written before the person began it was the line that the person then wrote. This
 * is what reading ahead of the person is worth: with a model that is mostly right it saves requests, with one that is
 * mostly wrong it costs tokens that nobody sees.
 */
export class Foresight {
  #rate: number = defaults.foresightAtFirst;

  /** The share of lines foreseen, between 0 and 1; of late lines more than of early ones. */
  get rate(): number {
    return this.#rate;
  }

  /** @param foreseen whether a line became what was foreseen */
  note(foreseen: boolean): void {
    this.#rate += defaults.foresightWeight * ((foreseen ? 1 : 0) - this.#rate);
  }
}
