import type { RunLog, Shown, State } from '../driver/log.ts';
import { isRight, isWrong, nextLineAfter, wantedInLine } from './right.ts';

/** A pause of the person, in milliseconds. */
const pauseLength = 600;
/** How soon after a line's end the next line's start is to be seen, in milliseconds. */
const nextLineWithin = 400;

/** A state with what followed: the time of the next state, and what the screen showed meanwhile. */
interface Moment {
  readonly state: State;
  readonly number: number;
  readonly until: number;
  readonly shown: readonly Shown[];
  /** Whether a key led here, rather than turning to another document. */
  readonly typed: boolean;
  readonly text: string;
}

/** What a person sees, each as a share from 0 to 1; not a number where there was no occasion. */
export interface Sight {
  /**
   * Share of the positions inside an unfinished line where the client's answer to that very position came within so many
   * milliseconds of the key and before the next, and is right. Positions with a slip in the text have no right answer
   * and do not count.
   */
  readonly coverage: (within: number) => number;
  /** Share of the same positions where the screen showed a right ghost text within the time and before the next key. */
  readonly view: (within: number) => number;
  /** Share of the same positions with a pause of 600 ms and more where a right ghost text was seen before its end. */
  readonly pauses: number;
  /**
   * Share of line ends at which, within 400 ms of the line's last key, the screen showed the first 8 characters of the
   * next line that is not blank (or all of it), whether Enter had been pressed or not, before its first character was
   * typed.
   */
  readonly nextLine: number;
  /** Share of all positions at which a wrong ghost text was on screen at any time; those with a slip are among them. */
  readonly wrong: number;
}

export function sightOf(log: RunLog): Sight {
  const moments = momentsOf(log);
  const answers = new Map(log.answered.map((answer) => [answer.state, answer]));
  const inLine = moments.filter(({ state, typed, text }) => typed && state.place !== undefined && wantedInLine(text, state.place) !== undefined);
  const seen = ({ state, shown, until, text }: Moment, within: number): boolean =>
    shown.some((each) => each.at <= Math.min(state.at + within, until) && isRight(each.text, text, state.place ?? 0));
  return {
    coverage: (within) =>
      share(inLine, ({ state, number, until, text }) => {
        const answer = answers.get(number);
        if (answer?.answeredAt === undefined || answer.answeredAt > Math.min(state.at + within, until)) return false;
        return isRight(answer.text, text, state.place ?? 0);
      }),
    view: (within) => share(inLine, (moment) => seen(moment, within)),
    pauses: share(
      inLine.filter(({ state, until }) => Number.isFinite(until) && until - state.at >= pauseLength),
      (moment) => seen(moment, Infinity),
    ),
    nextLine: nextLineShare(moments, log),
    wrong: share(
      moments.filter(({ typed }) => typed),
      ({ shown, state, text }) => shown.some((each) => isWrong(each.text, text, state.place)),
    ),
  };
}

function momentsOf({ states, shown, segments }: RunLog): Moment[] {
  const byState = new Map<number, Shown[]>();
  for (const each of shown) byState.set(each.state, [...(byState.get(each.state) ?? []), each]);
  return states.map((state, number) => ({
    state,
    number,
    until: states[number + 1]?.at ?? Infinity,
    shown: byState.get(number) ?? [],
    typed: states[number - 1]?.segment === state.segment,
    text: segments[state.segment]?.program.text ?? '',
  }));
}

function nextLineShare(moments: readonly Moment[], { segments }: RunLog): number {
  const ends = moments.flatMap((moment) => {
    const { place, segment } = moment.state;
    const next = place === undefined ? undefined : nextLineAfter(moment.text, place, segments[segment]?.end ?? 0);
    return moment.typed && next !== undefined ? [{ moment, next }] : [];
  });
  return share(ends, ({ moment, next }) => {
    const latest = moment.state.at + nextLineWithin;
    for (const { state, shown, text } of moments.slice(moment.number)) {
      const { place } = state;
      if (state.at > latest || state.segment !== moment.state.segment || place === undefined || place > next.content) return false;
      const wanted = text.slice(place, next.shownTo);
      if (shown.some((each) => each.at <= latest && each.text.startsWith(wanted))) return true;
    }
    return false;
  });
}

function share<T>(all: readonly T[], holds: (each: T) => boolean): number {
  return all.length === 0 ? NaN : all.filter(holds).length / all.length;
}
