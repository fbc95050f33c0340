/**
 * How many UTF-16 code units a match of a pattern can depend on at the most: its own and those that it looks at before
 * and behind. Worked out from the pattern itself, so that it is never too small.
 * @throws RangeError for a pattern without such a bound: `a*`, a reference back.
 */
export function reachOf({ source, flags }: Pick<RegExp, 'source' | 'flags'>): number {
  const reach = new Reader(source, flags).alternatives();
  if (!Number.isFinite(reach)) throw new RangeError(`/${source}/ matches without bound.`);
  return reach;
}

/** Reads the syntax of ECMAScript's regular expressions, as far as the detectors use it. */
class Reader {
  readonly #source: string;
  /** With the flag u, one character may have two code units. */
  readonly #unit: number;
  #at = 0;

  constructor(source: string, flags: string) {
    this.#source = source;
    this.#unit = /[uv]/.test(flags) ? 2 : 1;
  }

  alternatives(): number {
    let most = this.#sequence();
    while (this.#eat('|')) most = Math.max(most, this.#sequence());
    return most;
  }

  #sequence(): number {
    let sum = 0;
    while (this.#at < this.#source.length && !'|)'.includes(this.#source[this.#at] ?? '')) {
      const width = this.#atom();
      const times = this.#times();
      sum += width === 0 ? 0 : width * times;
    }
    return sum;
  }

  /** How often what stands before may come at the most. */
  #times(): number {
    const found = this.#take(/(?:[*+?]|\{\d+(?:(,)(\d*))?\})\??/y);
    if (found === undefined) return 1;
    if (/^[*+]/.test(found)) return Infinity;
    if (found.startsWith('?')) return 1;
    const [, least = '', comma, most] = /^\{(\d+)(,)?(\d*)/.exec(found) ?? [];
    return comma === undefined ? Number(least) : most === '' ? Infinity : Number(most);
  }

  #atom(): number {
    if (this.#take(/\((?:\?(?:[:=!]|<[=!]|<\w+>))?/y) !== undefined) {
      const inside = this.alternatives();
      if (!this.#eat(')')) throw this.#unknown();
      return inside;
    }
    // What is looked at is whether anything stands there.
    if (this.#take(/[\^$]/y) !== undefined) return 1;
    if (this.#take(/\\(?:[1-9]|k<)/y) !== undefined) throw new RangeError(`/${this.#source}/ refers back.`);
    if (this.#take(/\[(?:\\[^]|[^\]\\])*\]|\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|u\{[0-9a-fA-F]+\}|[pP]\{\w+\}|[^])|[^]/y) === undefined) {
      throw this.#unknown();
    }
    return this.#unit;
  }

  #eat(char: string): boolean {
    if (this.#source[this.#at] !== char) return false;
    this.#at += 1;
    return true;
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#source)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  #unknown(): RangeError {
    return new RangeError(`/${this.#source}/ is not understood at ${this.#at}.`);
  }
}
