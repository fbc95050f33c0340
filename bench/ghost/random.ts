/**
 * A number in [0, 1) that depends on its parts alone: FNV-1a over their text, then the finaliser of MurmurHash3, since
 * FNV alone leaves neighbours close together.
 */
export function hashed(...parts: readonly (string | number)[]): number {
  let value = 0x811c9dc5;
  for (const character of parts.join('\u0000')) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return ((value ^ (value >>> 16)) >>> 0) / 2 ** 32;
}

/** Chance that comes out alike for the same seed: the generator mulberry32. */
export class Chance {
  #state: number;

  constructor(...seed: readonly (string | number)[]) {
    this.#state = Math.floor(hashed(...seed) * 2 ** 32);
  }

  /** @returns a number in [0, 1) */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  }

  /** @returns whether something of this probability happens */
  happens(probability: number): boolean {
    return this.next() < probability;
  }

  /** @returns a number between two bounds, evenly */
  between(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  /** @returns a whole number between two bounds, both included */
  whole(low: number, high: number): number {
    return Math.floor(this.between(low, high + 1));
  }

  /** @returns one of several */
  oneOf<T>(choices: readonly T[]): T {
    const chosen = choices[this.whole(0, choices.length - 1)];
    if (chosen === undefined) throw new TypeError('There is nothing to choose from.');
    return chosen;
  }

  /** @returns a number of the standard normal distribution, by Box and Muller */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }
}
