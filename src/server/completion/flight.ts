import type { Finish } from '../backends/backend.ts';
import { typedSince } from './anchor.ts';
import type { Clock } from './clock.ts';
import { completionReach, defaults } from './defaults.ts';
import type { Departure } from './departure.ts';
import type { Ending } from './postprocess/candidate.ts';
import { received } from './postprocess/index.ts';
import type { View } from './view.ts';
import { ScopeWatch } from './watch.ts';

/** Who follows a request. */
export interface Follower {
  /** The first piece of the answer has come, so many milliseconds after asking. */
  readonly onBegin: (milliseconds: number) => void;
  /** A line of the answer is complete. @returns whether the model is to write on */
  readonly onLine: (flight: Flight) => boolean;
  /** A piece of the answer has come, or the answer is late. */
  readonly onPiece: (flight: Flight) => void;
  /** The answer is at its end: by itself, by `close`, or by an error. */
  readonly onEnd: (flight: Flight, error: unknown) => void;
}

/** Why a request is left; one for all, since to make one takes a tenth of a millisecond. */
const over = new DOMException('The answer has gone far enough, or nobody can use it any more.', 'AbortError');

/**
 * A request under way. Its answer is read as it comes, and left at the socket as soon as it has gone far enough or
 * nobody can use it any more.
 */
export class Flight {
  readonly departure: Departure;
  readonly #follower: Follower;
  readonly #clock: Clock;
  readonly #controller = new AbortController();
  readonly #watch: ScopeWatch;
  readonly #callOff: readonly (() => void)[];
  readonly startedAt: number;
  #ending: Ending | undefined;
  #begun = false;
  #late = false;
  /** How much of the answer was read, in characters; bounds what a server that never ends can fill memory with. */
  #read = 0;
  /** Whether it was left although the model might have written on. */
  #left = false;
  /** What has come of the answer as far as it belongs to the scope, with the lead; looked at several times for each piece. */
  #soFar: string | undefined;
  #known: { readonly end: number; readonly ending: Ending; readonly text: string } = { end: 0, ending: 'complete', text: '' };

  constructor(departure: Departure, follower: Follower, clock: Clock) {
    this.departure = departure;
    this.#follower = follower;
    this.#clock = clock;
    this.#watch = new ScopeWatch(departure.view, departure.scope);
    this.startedAt = clock.now();
    this.#callOff = [
      clock.after(defaults.patienceMs, () => {
        this.#late = true;
        follower.onPiece(this);
      }),
      clock.after(defaults.giveUpMs, () => {
        this.#end('cut');
      }),
    ];
  }

  /** Whether it has taken so long that the complete lines there are will do. */
  get late(): boolean {
    return this.#late;
  }

  /** Aborted as soon as nobody wants the answer any more. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** How the answer ended, or undefined while it is still being written. */
  get ending(): Ending | undefined {
    return this.#ending;
  }

  /** How many characters of the answer have come. */
  get characters(): number {
    return this.#read;
  }

  /** Whether something of the answer has come. */
  get begun(): boolean {
    return this.#begun;
  }

  /** What is to be shown and kept: the lead and all complete lines, or everything once the answer is at its end. */
  get text(): string {
    const { lead, view } = this.departure;
    const all = this.#watch.text;
    const end = this.#ending === undefined || this.#left ? Math.max(0, all.lastIndexOf('\n')) : all.length;
    const ending = this.#ending ?? 'complete';
    if (end !== this.#known.end || ending !== this.#known.ending) {
      this.#known = { end, ending, text: received(all.slice(0, end), ending, view) };
    }
    return lead + this.#known.text;
  }

  /** How many characters are known, the lead and the line that is being written among them. */
  get length(): number {
    return this.#beginning.length;
  }

  /** How many characters of the answer the person has typed, or undefined where they have written something else. */
  typedIn(view: View): number | undefined {
    return typedSince(this.departure.anchor, this.#beginning, view, this.#ending === undefined);
  }

  /** Where nothing would be kept of a beginning yet, the beginning itself is what typing is compared with. */
  get #beginning(): string {
    if (this.#soFar !== undefined) return this.#soFar;
    const { lead, view } = this.departure;
    const { text } = this.#watch;
    this.#soFar = lead + (received(text, 'complete', view) || text);
    return this.#soFar;
  }

  /** Whether it has told something that was not known before. A model that added nothing has nothing more to add. */
  get hasTold(): boolean {
    return this.text.length > this.departure.lead.length;
  }

  /** Whether that is more than the rest of a line. */
  get hasToldLines(): boolean {
    return this.text.slice(this.departure.lead.length).includes('\n');
  }

  /** Whether it ended without telling anything: it was left or cut before a complete line had come. */
  get toldNothing(): boolean {
    return (this.#left || this.#ending === 'cut') && !this.hasTold;
  }

  /** Reads an answer to its end. Never throws: what goes wrong is told to the follower. */
  async read(answer: AsyncGenerator<string, Finish>): Promise<void> {
    try {
      for (;;) {
        const next = await answer.next();
        if (this.#ending !== undefined) return;
        if (next.done === true) {
          this.#end(next.value);
          return;
        }
        this.#take(next.value);
        if (this.#hasEnded()) return;
      }
    } catch (error) {
      if (this.#ending === undefined) this.#end('cut', error);
    } finally {
      // Not awaited: a generator that waits for its server answers only when that does.
      answer.return('stop').catch(() => undefined);
    }
  }

  /** Leaves the answer: the complete lines of it stay. */
  close(): void {
    if (this.#ending !== undefined) return;
    this.#left = true;
    this.#end('complete');
  }

  /** A method, since TypeScript takes a field that was looked at before for unchanged. */
  #hasEnded(): boolean {
    return this.#ending !== undefined;
  }

  #take(piece: string): void {
    if (!this.#begun) {
      this.#begun = true;
      this.#follower.onBegin(this.#clock.now() - this.startedAt);
    }
    const before = this.#watch.text.length;
    const whole = this.#watch.push(piece.slice(0, completionReach - this.#read));
    this.#read += piece.length;
    this.#soFar = undefined;
    if (whole) this.#end('complete');
    else if (this.#read >= completionReach) this.#end('length');
    else if (this.#watch.text.indexOf('\n', before) !== -1 && !this.#follower.onLine(this)) this.close();
    else this.#follower.onPiece(this);
  }

  #end(ending: Ending, error?: unknown): void {
    this.#ending = ending;
    for (const callOff of this.#callOff) callOff();
    this.#controller.abort(over);
    this.#follower.onEnd(this, error);
  }
}
