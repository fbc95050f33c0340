import { Refused } from './ask.ts';
import { defaults } from './defaults.ts';
import { departureFrom } from './departure.ts';
import { Flight, type Follower } from './flight.ts';
import type { Desk } from './desk.ts';
import { showingOf, type Suggestion } from './show.ts';
import { viewOf, type Snapshot, type View } from './view.ts';
import type { Cancellation } from './waiting.ts';

/** Other suggestions for one state of a document than the first. They are asked for at once and come as they come. */
export class Alternatives {
  readonly #desk: Desk;
  readonly #snapshot: Snapshot;
  readonly #view: View;
  /** By the number of the variant. */
  readonly #found: (Suggestion | undefined)[] = [];
  readonly #running = new Set<Flight>();
  readonly #waiting = new Set<() => void>();
  #closed = false;

  constructor(desk: Desk, snapshot: Snapshot) {
    this.#desk = desk;
    this.#snapshot = snapshot;
    this.#view = viewOf(snapshot, desk.budget);
    for (let variant = 1; variant <= defaults.variants; variant++) this.#ask(variant);
  }

  /** The document that they are for. */
  get uri(): string {
    return this.#snapshot.uri;
  }

  /** Whether a state is the one that these are for. */
  isFor({ uri, offset, text }: Snapshot): boolean {
    const { uri: ownUri, offset: ownOffset, text: ownText } = this.#snapshot;
    return uri === ownUri && offset === ownOffset && text === ownText;
  }

  /** Those that have come and differ from the first and from each other, in the order in which they were asked for. */
  besides(first: Suggestion): Suggestion[] {
    const texts = new Set([first.text.trimEnd()]);
    return this.#found
      .filter((one) => one !== undefined)
      .filter(({ text }) => !texts.has(text.trimEnd()) && texts.add(text.trimEnd()));
  }

  /**
   * Waits until all have come that will come.
   * @param signal ends the waiting, and what is under way with it
   * @param milliseconds how long to wait at most; what is under way then goes on
   */
  async come(signal: Cancellation, milliseconds: number): Promise<void> {
    if (this.#running.size === 0) return;
    await new Promise<void>((resolve) => {
      const callOff = this.#desk.clock.after(milliseconds, () => {
        end();
      });
      const abort = (): void => {
        this.close();
        end();
      };
      const end = (): void => {
        callOff();
        this.#waiting.delete(end);
        signal.removeEventListener('abort', abort);
        resolve();
      };
      this.#waiting.add(end);
      signal.addEventListener('abort', abort, { once: true });
      if (signal.aborted) abort();
    });
  }

  /** Ends what is under way. */
  close(): void {
    this.#closed = true;
    for (const flight of [...this.#running]) flight.close();
  }

  #ask(variant: number): void {
    const { ask, budget, clock, context } = this.#desk;
    const place = { budget, ahead: false, context: context.at(this.#snapshot) };
    const departure = departureFrom(this.#snapshot, this.#view, place);
    if (departure === undefined) return;
    const draft = { ...departure.draft, variant };
    const flight = new Flight({ ...departure, draft }, this.#follower, clock);
    this.#running.add(flight);
    void flight.read(ask(draft, flight.signal));
  }

  readonly #follower: Follower = {
    onBegin: () => undefined,
    onPiece: () => undefined,
    onLine: ({ text }) => !showingOf(text, true, { snapshot: this.#snapshot, view: this.#view }).whole,
    onEnd: (flight, error) => {
      this.#running.delete(flight);
      if (error !== undefined && !(error instanceof Refused)) this.#desk.onError(error);
      if (error === undefined && !this.#closed && !flight.toldNothing) this.#take(flight);
      if (this.#running.size === 0) for (const end of [...this.#waiting]) end();
    },
  };

  #take(flight: Flight): void {
    const { suggestion } = showingOf(flight.text, false, { snapshot: this.#snapshot, view: this.#view });
    if (suggestion === undefined) return;
    const { uri } = this.#snapshot;
    const { anchor, draft, drawnFrom } = flight.departure;
    const { variant = 0 } = draft;
    this.#found[variant] = suggestion;
    // So that one that is taken in part goes on.
    this.#desk.cache.add({ uri, anchor, text: flight.text, mayGoOn: flight.hasTold, drawnFrom, variant });
  }
}
