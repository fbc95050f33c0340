/** Counts what occurred in all cases of a suite, so that it can be shown that they were not about nothing. */
export class Tally {
  readonly counts = new Map<string, number>();

  note(occurred: boolean, what: string): void {
    if (occurred) this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  of(what: string): number {
    return this.counts.get(what) ?? 0;
  }

  toString(): string {
    return [...this.counts].sort().map(([what, count]) => `${what}: ${count}`).join('\n');
  }
}
