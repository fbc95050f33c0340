import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import type { Contender, Position } from '../clients/contender.ts';
import type { Segment } from '../plan.ts';
import type { Key } from '../typist.ts';
import type { Answered, State } from './log.ts';
import { Screen } from './screen.ts';
import type { Session } from './session.ts';

/** How long after a key an editor asks, in milliseconds: VS Code's least delay. */
const askAfter = 50;

/** How a person is. */
export interface Manner {
  /** Whether what is right and shown is taken, with one key. */
  readonly accepts: boolean;
  /** By how much all times are shorter than a person's. */
  readonly faster: number;
}

/** A ghost text of one character is typed as quickly as taken. */
const leastTaken = 2;

/** A person at an editor: types, sees ghost text and, where wanted, takes it. */
export class Person {
  readonly states: State[] = [];
  readonly answered: Answered[] = [];
  readonly screen = new Screen();
  keys = 0;
  readonly #session: Session;
  readonly #contender: Contender;
  readonly #manner: Manner;
  #asking: CancellationTokenSource | undefined;
  #nextQuestion: NodeJS.Timeout | undefined;

  constructor(session: Session, contender: Contender, manner: Manner) {
    this.#session = session;
    this.#contender = contender;
    this.#manner = manner;
  }

  /** Types a segment, in real time. @param number its place among the run's */
  async type(segment: Segment, number: number): Promise<void> {
    const uri = this.#session.uriOf(segment.program.name);
    const { keys } = segment;
    this.#enter({ at: performance.now(), segment: number, before: segment.before, place: segment.start });
    this.screen.left(this.states.length - 1, performance.now());
    this.#askSoon(uri);
    let due = performance.now();
    for (let index = 0; index < keys.length; ) {
      const key = keys[index];
      if (key === undefined) break;
      due = Math.max(due + key.gap / this.#manner.faster, performance.now());
      await until(due);
      clearTimeout(this.#nextQuestion);
      const taken = key.from === undefined ? '' : this.#acceptable(segment, key.from);
      if (taken === '' || key.from === undefined) {
        await this.#press(uri, key, number);
        index += 1;
      } else {
        const place = pastIndentation(segment, key.from + taken.length);
        const insert = segment.program.text.slice(key.from, place);
        await this.#press(uri, { gap: key.gap, insert, from: key.from, to: place }, number);
        index = keys.findIndex(({ from }) => from === place);
        if (index === -1 && place < segment.end) throw new RangeError(`No key goes on at ${place}.`);
        if (index === -1) break;
      }
      this.#askSoon(uri);
    }
    await until(performance.now() + askAfter / this.#manner.faster);
    clearTimeout(this.#nextQuestion);
    this.#asking?.cancel();
  }

  async #press(uri: string, key: Key, segment: number): Promise<void> {
    const before = this.#now.before;
    const end = positionAt(before);
    const at = performance.now();
    const after = key.insert === undefined ? before.slice(0, -1) : before + key.insert;
    this.keys += 1;
    this.#enter({ at, segment, before: after, place: key.to });
    this.screen.typed(key.insert, this.states.length - 1, at);
    const start = key.insert === undefined ? positionAt(after) : end;
    await this.#session.change(uri, start, end, key.insert ?? '');
  }

  /** What of the screen the person would take: all of it is right. Of a text that is right in part nothing is taken. */
  #acceptable(segment: Segment, place: number): string {
    const { text } = this.screen;
    const right = text.length >= leastTaken && segment.program.text.startsWith(text, place);
    return this.#manner.accepts && right && place + text.length <= segment.end ? text : '';
  }

  #askSoon(uri: string): void {
    const number = this.states.length - 1;
    this.#nextQuestion = setTimeout(() => void this.#ask(uri, number), askAfter / this.#manner.faster);
  }

  async #ask(uri: string, number: number): Promise<void> {
    const { before } = this.#stateOf(number);
    this.#asking?.cancel();
    const source = new CancellationTokenSource();
    this.#asking = source;
    const answered: Answered = { state: number, askedAt: performance.now(), answeredAt: undefined, text: '' };
    this.answered.push(answered);
    const question = { uri, position: positionAt(before), before };
    try {
      const text = await this.#contender.ask(this.#session.connection, question, source.token);
      // An editor drops what it has cancelled, whatever comes.
      if (source.token.isCancellationRequested) return;
      answered.answeredAt = performance.now();
      answered.text = text;
      const now = this.#now;
      const since = now.before.startsWith(before) && now.segment === this.#stateOf(number).segment ? now.before.slice(before.length) : undefined;
      const shows = this.screen.answered(text, since, this.states.length - 1, answered.answeredAt);
      if (shows) await this.#contender.shown?.(this.#session.connection);
    } catch (error) {
      if (!source.token.isCancellationRequested) throw error;
    }
  }

  #enter(state: State): void {
    this.states.push(state);
  }

  get #now(): State {
    return this.#stateOf(this.states.length - 1);
  }

  #stateOf(number: number): State {
    const state = this.states[number];
    if (state === undefined) throw new RangeError(`There is no state ${number}.`);
    return state;
  }
}

/** Where the next key finds the cursor: an editor indents by itself after a line end. */
function pastIndentation({ program, end }: Segment, place: number): number {
  if (program.text[place - 1] !== '\n') return place;
  return place + (/^[ \t]*(?=\S)/.exec(program.text.slice(place, end))?.[0].length ?? 0);
}

export function positionAt(before: string): Position {
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length - 1, character: before.length - lineStart };
}

async function until(time: number): Promise<void> {
  const wait = time - performance.now();
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
}
