import { Refused } from './ask.ts';
import { defaults } from './defaults.ts';
import { waitBeforeAsking } from './demand.ts';
import { departureFrom, isWorthAsking, type Lead } from './departure.ts';
import type { Desk } from './desk.ts';
import { Flight, type Follower } from './flight.ts';
import { fetchAhead, readOn, stockOf } from './lookAhead.ts';
import { Prospects, type Place, type Prospect } from './prospects.ts';
import { Seen } from './seen.ts';
import { showingOf, type Suggestion } from './show.ts';
import { takesAway, Typing } from './typing.ts';
import { viewOf, type Snapshot } from './view.ts';
import { Waiting, type Cancellation } from './waiting.ts';

interface State extends Place {
  /** When the document came into it, in milliseconds. */
  readonly since: number;
}

/** Writes the ghost text of one document: follows the typing, and keeps requests under way only as long as they fit. */
export class GhostWriter {
  readonly #desk: Desk;
  readonly #typing = new Typing();
  readonly #flights = new Set<Flight>();
  readonly #prospects: Prospects;
  readonly #askedIn = new WeakMap<Flight, State>();
  /** What came of these is not to be kept. */
  readonly #outdated = new WeakSet<Flight>();
  /** Requests that were made after the person had left what was foreseen. */
  readonly #madeAstray = new WeakSet<Flight>();
  /** From which character of an answer on nobody waited for it as it was written. */
  readonly #aheadFrom = new WeakMap<Flight, number>();
  /** The last request for what follows what is known. */
  #ahead: Flight | undefined;
  /** Keys since the editor last asked. */
  #unclaimed = 0;
  readonly #waiting = new Waiting();
  readonly #seen = new Seen();
  #state: State | undefined;
  /** Whether the last request was refused or failed. */
  #inVain = false;
  /** The state in which a request came to nothing: the next is for another. */
  #spent: State | undefined;
  #callOffPlan: (() => void) | undefined;
  #callOffLeaving: (() => void) | undefined;

  constructor(desk: Desk) {
    this.#desk = desk;
    this.#prospects = new Prospects(desk.cache, this.#flights);
  }

  /** Follows the document to a state. Requests that it contradicts end here, and one that it needs is sent. */
  #follow(snapshot: Snapshot): void {
    this.#callOffLeaving?.();
    const last = this.#state;
    const before = last?.snapshot;
    const isNew = before?.offset !== snapshot.offset || before.text !== snapshot.text;
    if (!isNew && snapshot.invoked !== true) return;
    const view = viewOf(snapshot, this.#desk.budget);
    const since = this.#desk.clock.now();
    const expected = isNew && last !== undefined ? (this.#prospects.of(last)?.remainder ?? '') : '';
    this.#state = { snapshot, view, since };
    if (isNew) {
      const deletes = takesAway(before, snapshot);
      for (const flight of [...this.#flights]) {
        const typed = flight.typedIn(view);
        // Who deletes back to where a request was made behind a slip goes on deleting.
        const isOfSlip = typed === 0 && deletes && !flight.begun && this.#madeAstray.has(flight);
        // Where something was known to follow, `Typing.follow` counts the miss; here it is a line that is still being written.
        if (typed === undefined && flight.begun && !deletes && expected === '') this.#typing.missed();
        if (typed === undefined || isOfSlip || this.#isOvertaken(flight, since)) this.#drop(flight);
      }
      this.#typing.follow(snapshot, view, expected, this.#prospects.of(this.#state)?.remainder ?? '', since);
    }
    this.#plan();
    this.#waiting.wake();
    if (before?.position.line !== snapshot.position.line) this.#desk.context.prepare(snapshot);
  }

  /**
   * The suggestion for a state of the document, once there is one.
   * @returns undefined where there is nothing to suggest, once the document is in another state, and after an abort
   */
  async suggest(snapshot: Snapshot, signal: Cancellation): Promise<Suggestion | undefined> {
    if (signal.aborted) return undefined;
    this.#unclaimed = 0;
    this.#follow(snapshot);
    const state = this.#state;
    for (;;) {
      const answer = this.#answer();
      if (answer !== 'wait') return answer;
      const isAborted = await this.#waiting.until(signal);
      if (this.#state !== state) return undefined;
      if (isAborted) {
        this.#leaveUnlessTypedOn();
        return undefined;
      }
    }
  }

  /** Ends all that is under way. What is typed or asked next is new. */
  close(): void {
    this.#callOffPlan?.();
    this.#callOffPlan = undefined;
    this.#callOffLeaving?.();
    for (const flight of [...this.#flights]) this.#drop(flight);
    this.#state = undefined;
    this.#waiting.wake();
  }

  /** Another document has changed: requests that drew on it end, and the next does so on what it is now. */
  changed(uri: string): void {
    const outdated = [...this.#flights].filter(({ departure }) => departure.drawnFrom.includes(uri));
    if (outdated.length === 0) return;
    for (const flight of outdated) this.#discard(flight);
    this.#plan();
    this.#waiting.wake();
  }

  /** Follows a key, ahead of the editor's question about it. Where no more questions come, nothing is asked any more. */
  typed(snapshot: Snapshot): void {
    this.#unclaimed += 1;
    if (this.#unclaimed <= defaults.unclaimedKeys) this.#follow(snapshot);
    else if (this.#state !== undefined) this.close();
  }

  #answer(): Suggestion | 'wait' | undefined {
    const state = this.#state;
    if (state === undefined) return undefined;
    const prospect = this.#prospects.of(state);
    if (prospect !== undefined && prospect.remainder !== '') {
      const { remainder, growing, late } = prospect;
      // Where lines are seldom foreseen, who types instead of taking them all does well to be shown the one.
      const seen = this.#typing.foresight < defaults.trustFrom ? '' : this.#seen.left(state.snapshot, remainder);
      const { suggestion, shown, whole } = showingOf(remainder, growing, state, seen);
      if (whole || (late && suggestion !== undefined)) {
        this.#seen.note(state.snapshot.offset, shown);
        return suggestion;
      }
    }
    return this.#flights.size > 0 || this.#callOffPlan !== undefined ? 'wait' : undefined;
  }

  /** Sends the request that the state needs, or has it sent when the person types no further. */
  #plan(): void {
    this.#callOffPlan?.();
    this.#callOffPlan = undefined;
    const state = this.#state;
    if (state === undefined || state === this.#spent) return;
    const prospect = this.#prospects.of(state);
    const invoked = state.snapshot.invoked ?? false;
    if (prospect !== undefined && (prospect.remainder !== '' || !invoked)) {
      if (prospect.mayGoOn && this.#wantsMore(state, prospect)) this.#ask(state, { text: prospect.remainder, drawnFrom: prospect.drawnFrom });
      return;
    }
    if (!isWorthAsking(state.view, invoked)) return;
    const wait = this.#wait(state);
    if (wait <= 0) this.#ask(state);
    // What is under way ends some time, and then this is thought over again.
    else if (Number.isFinite(wait)) this.#callOffPlan = this.#desk.clock.after(wait, () => {
      this.#plan();
      this.#waiting.wake();
    });
  }

  /** How long the model is not asked yet, in milliseconds. */
  #wait(state: State): number {
    const { snapshot, since } = state;
    const { clock, latency } = this.#desk;
    const now = clock.now();
    const last = [...this.#flights].at(-1);
    const { gap, foresight, deleting, astray, misses, keysSinceAsked } = this.#typing;
    return waitBeforeAsking({
      invoked: snapshot.invoked ?? false,
      rest: now - since,
      deleting,
      astray,
      misses,
      keysSinceAsked,
      pending: last && now - last.startedAt,
      isSame: last !== undefined && this.#askedIn.get(last) === state,
      running: this.#flights.size,
      inVain: this.#inVain,
      gap,
      latency: latency.firstPiece,
      foresight,
    });
  }

  /** Whether what follows what is known is to be asked for. */
  #wantsMore(state: State, { remainder, typed }: Prospect): boolean {
    if (this.#flights.size > 0 || this.#inVain) return false;
    // A model that adds a word at a time would be asked for each, and nobody waits for them.
    if (this.#ahead !== undefined && this.#askedIn.get(this.#ahead) === state && !this.#ahead.hasToldLines) return false;
    return fetchAhead(this.#outlook, stockOf(remainder, typed, state.view), this.#typing.gap, this.#desk.latency.firstPiece);
  }

  get #outlook() {
    return { foresight: this.#typing.foresight, allowed: this.#desk.mayGoAhead() };
  }

  /** @param lead what is known to follow the cursor, and is taken for written */
  #ask(state: State, lead?: Lead): void {
    const { snapshot, view } = state;
    const { ask, budget, clock, context, mayGoAhead } = this.#desk;
    const departure = departureFrom(snapshot, view, { budget, ahead: mayGoAhead(), context: context.at(snapshot) }, lead);
    if (departure === undefined) return;
    const flight = new Flight(departure, this.#follower, clock);
    this.#flights.add(flight);
    this.#prospects.changed();
    this.#askedIn.set(flight, state);
    if (this.#typing.astray !== undefined) this.#madeAstray.add(flight);
    this.#typing.asked();
    if (lead !== undefined) {
      this.#aheadFrom.set(flight, 0);
      this.#ahead = flight;
    }
    void flight.read(ask(departure.draft, flight.signal));
  }

  readonly #follower: Follower = {
    onBegin: (milliseconds) => {
      this.#inVain = false;
      this.#desk.latency.note(milliseconds);
    },
    onPiece: (flight) => {
      this.#prospects.changed();
      const typed = this.#typedIn(flight);
      if (typed === undefined) {
        this.#typing.missed();
        flight.close();
      } else if (this.#flights.size > 1 && flight.begun && flight.length > typed) this.#dropOthers(flight);
      if (flight.late) this.#waiting.wake();
    },
    onLine: (flight) => {
      this.#prospects.changed();
      const goOn = this.#mayWriteOn(flight);
      this.#waiting.wake();
      return goOn;
    },
    onEnd: (flight, error) => {
      this.#prospects.changed();
      const isWanted = this.#flights.delete(flight);
      this.#desk.goneAhead(flight.characters - (this.#aheadFrom.get(flight) ?? flight.characters));
      if (error !== undefined) {
        this.#inVain = true;
        if (!(error instanceof Refused)) this.#desk.onError(error);
      } else if (!flight.toldNothing && !this.#outdated.has(flight)) this.#keep(flight);
      if (!isWanted) return;
      if (error !== undefined || this.#isInVain(flight)) this.#spent = this.#state;
      this.#plan();
      this.#waiting.wake();
    },
  };

  /** How many characters of an answer the person has typed; none as long as nothing was typed, whatever comes. */
  #typedIn(flight: Flight): number | undefined {
    if (this.#state === undefined) return undefined;
    return this.#askedIn.get(flight) === this.#state ? 0 : flight.typedIn(this.#state.view);
  }

  /** Whether a request that was made in the present state has told nothing of it. */
  #isInVain(flight: Flight): boolean {
    return this.#state !== undefined && this.#askedIn.get(flight) === this.#state && !flight.hasTold;
  }

  /** Whether a request was only just sent, so that the next one answers as soon, for more that was typed. */
  #isOvertaken(flight: Flight, now: number): boolean {
    if (flight.begun || this.#typing.foresight >= defaults.trustFrom) return false;
    return now - flight.startedAt <= defaults.overtakenMs;
  }

  /** One answer that agrees with what was typed since is enough. */
  #dropOthers(flight: Flight): void {
    for (const other of [...this.#flights]) if (other !== flight && other.text.length <= flight.text.length) this.#drop(other);
  }

  /** Leaves a request without keeping anything of it. */
  #discard(flight: Flight): void {
    this.#outdated.add(flight);
    this.#drop(flight);
  }

  /** Leaves a request; who calls this decides what comes next. */
  #drop(flight: Flight): void {
    this.#flights.delete(flight);
    this.#prospects.changed();
    flight.close();
  }

  #mayWriteOn(flight: Flight): boolean {
    const state = this.#state;
    if (state === undefined) return false;
    const { view } = state;
    const typed = flight.typedIn(view);
    if (typed === undefined) return false;
    const remainder = flight.text.slice(typed);
    if (!flight.hasTold || !showingOf(remainder, true, state).whole) return true;
    if (!this.#aheadFrom.has(flight)) this.#aheadFrom.set(flight, flight.characters);
    return readOn(this.#outlook, stockOf(remainder, typed, view).lines);
  }

  #keep({ text, departure: { anchor, drawnFrom }, hasTold }: Flight): void {
    const uri = this.#state?.snapshot.uri;
    if (uri !== undefined) this.#desk.cache.add({ uri, anchor, text, mayGoOn: hasTold, drawnFrom });
  }

  /**
   * Ends what is under way unless the person types on: who moves the cursor away or presses Escape ends a request
   * without a new one, but so does each key just before the next request.
   */
  #leaveUnlessTypedOn(): void {
    const state = this.#state;
    this.#callOffLeaving?.();
    this.#callOffLeaving = this.#desk.clock.after(defaults.leaveMs, () => {
      this.#callOffLeaving = undefined;
      if (this.#state === state && this.#waiting.size === 0) this.close();
    });
  }
}
