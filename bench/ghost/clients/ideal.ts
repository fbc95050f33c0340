import { nextLineAfter, tellingCharacters, wantedInLine } from '../measures/right.ts';
import type { Difficulty } from '../oracle/model.ts';
import { continuationOf } from '../oracle/model.ts';
import { charactersPerToken, tokensBy, tokenTime, type Pace } from '../oracle/pace.ts';
import type { Program, Segment } from '../plan.ts';

/** What a client could reach that knew the true text, computed from the typist's and the model's times. */
export interface IdealFigures {
  readonly coverage: (within: number) => number;
  readonly view: (within: number) => number;
  readonly pauses: number;
  readonly nextLine: number;
  readonly tokensPer100: number;
  readonly requestsPer100: number;
}

/** How long after a key the editor asks, in milliseconds; earlier there is no answer to a position. */
const askAfter = 50;
const pauseLength = 600;
const nextLineWithin = 400;

/** The one stream that the ideal keeps. */
interface Stream {
  readonly from: number;
  readonly began: number;
  /** How much of the answer is true; the stream is closed there. */
  readonly trueLength: number;
}

/** A position with the time from which on what is wanted there is known. */
interface Position {
  readonly at: number;
  readonly until: number;
  readonly known: number;
  readonly kind: 'inLine' | 'lineEnd';
}

/**
 * The ideal keeps one stream, asks only where the answer will be right, at the very key, and closes the stream where it
 * stops being right; then it asks ahead of the person for what follows. What it has once been told it keeps.
 */
export function idealOf(corpus: readonly Program[], segments: readonly Segment[], difficulty: Difficulty, pace: Pace): IdealFigures {
  const positions: Position[] = [];
  let [keys, tokens, requests] = [0, 0, 0];
  for (const { program, keys: pressed, start, end } of segments) {
    keys += pressed.length;
    let stream: Stream | undefined;
    /** When each character of the text was known. */
    const knownAt = new Map<number, number>();
    const ask = (place: number, at: number): Wanted | undefined => {
      const wanted = wantedAt(program.text, place, end);
      if (wanted === undefined || knownAt.has(wanted.to - 1)) return wanted;
      const next = streamFrom(program, place, at, corpus, difficulty);
      if (place + next.trueLength < wanted.to) return wanted;
      tokens += stream === undefined ? 0 : tokensUntil(stream, at, pace);
      requests += 1;
      stream = next;
      for (let each = 0; each < next.trueLength; each += 1) {
        const comes = at + tokenTime(Math.floor(each / charactersPerToken), pace);
        knownAt.set(place + each, Math.min(comes, knownAt.get(place + each) ?? Infinity));
      }
      return wanted;
    };
    let now = 0;
    ask(start, now);
    for (const [index, key] of pressed.entries()) {
      now += key.gap;
      const wanted = key.to === undefined ? undefined : ask(key.to, now);
      if (stream !== undefined && isOver(stream, now, pace)) ask(stream.from + stream.trueLength, now);
      if (wanted === undefined) continue;
      const until = now + (pressed[index + 1]?.gap ?? Infinity);
      positions.push({ at: now, until, known: knownAt.get(wanted.to - 1) ?? Infinity, kind: wanted.kind });
    }
    tokens += stream === undefined ? 0 : tokensUntil(stream, now, pace);
  }
  const inLine = positions.filter(({ kind }) => kind === 'inLine');
  const seen = (within: number) => ({ at, until, known }: Position) => known <= Math.min(at + within, until);
  return {
    coverage: (within) => share(inLine, ({ at, until, known }) => Math.max(known, at + askAfter) <= Math.min(at + within, until)),
    view: (within) => share(inLine, seen(within)),
    pauses: share(inLine.filter(({ at, until }) => until - at >= pauseLength), seen(Infinity)),
    nextLine: share(positions.filter(({ kind }) => kind === 'lineEnd'), ({ at, known }) => known <= at + nextLineWithin),
    tokensPer100: (tokens * 100) / keys,
    requestsPer100: (requests * 100) / keys,
  };
}

/** What is wanted at a position: up to which offset. */
interface Wanted {
  readonly to: number;
  readonly kind: Position['kind'];
}

function wantedAt(text: string, place: number, end: number): Wanted | undefined {
  const inLine = wantedInLine(text, place);
  if (inLine !== undefined) return { to: place + Math.min(tellingCharacters, inLine.length), kind: 'inLine' };
  const next = nextLineAfter(text, place, end);
  return next && { to: next.shownTo, kind: 'lineEnd' };
}

function streamFrom(program: Program, place: number, began: number, corpus: readonly Program[], difficulty: Difficulty): Stream {
  const { text } = continuationOf(program.text.slice(0, place), corpus, difficulty);
  let trueLength = 0;
  while (trueLength < text.length && text[trueLength] === program.text[place + trueLength]) trueLength += 1;
  return { from: place, began, trueLength };
}

/** Whether all that is true of a stream has come. */
function isOver({ began, trueLength }: Stream, now: number, pace: Pace): boolean {
  return tokensBy(now - began, pace) * charactersPerToken >= trueLength;
}

/** The tokens that a stream has cost when it is closed, at the end of what is true at the latest. */
function tokensUntil({ began, trueLength }: Stream, now: number, pace: Pace): number {
  return Math.min(Math.ceil(trueLength / charactersPerToken), tokensBy(now - began, pace));
}

function share<T>(all: readonly T[], holds: (each: T) => boolean): number {
  return all.length === 0 ? NaN : all.filter(holds).length / all.length;
}
