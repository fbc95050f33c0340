/** How many restarts a series of crashes gets, and the time in which crashes count as one series, in milliseconds. */
const maximumRestarts = 5;
const series = 3 * 60 * 1000;

/** What to do about a crash: restart and say so, restart silently since it was just said, or give up. */
export type CrashAnswer = 'restartAndSay' | 'restart' | 'giveUp';

/** Decides how often a server that keeps crashing is started again. */
export class Crashes {
  #times: number[] = [];

  /**
   * Notes a crash.
   * @param now milliseconds on any clock that runs forward
   */
  note(now: number): CrashAnswer {
    this.#times = [...this.#times.filter((time) => now - time < series), now];
    if (this.#times.length > maximumRestarts) return 'giveUp';
    return this.#times.length === 1 ? 'restartAndSay' : 'restart';
  }

  /** The person restarted the server: a new count begins. */
  forget(): void {
    this.#times = [];
  }
}
