import type { RunLog, State } from '../driver/log.ts';
import type { Asked } from '../oracle/server.ts';

/** A request with the document that it was made for. */
export interface Placed {
  readonly asked: Asked;
  readonly segment: number;
  /** The document up to where the request's own text begins. */
  readonly anchor: string;
  /**
   * What the person may type from there on without leaving the request: its answer, after what it takes to be typed
   * already where it was made ahead of the person.
   */
  readonly ahead: string;
  /** How much of that is not the answer's. */
  readonly assumed: number;
  /** The state from which on keys are looked at. */
  readonly from: number;
}

/** So much of a prompt's end tells the document. */
const telling = 60;
/** How many keys a request may come late. */
const late = 10;

/** @returns the request with its document; undefined where the end of its prompt is in none that the person was in */
export function placed(asked: Asked, { states }: RunLog): Placed | undefined {
  const latest = states.findLastIndex(({ at }) => at <= asked.at);
  const current = states[latest];
  if (current === undefined) return undefined;
  const { segment } = current;
  const end = asked.tail.slice(-telling);
  for (let from = latest; from >= Math.max(0, latest - late); from -= 1) {
    const state = states[from];
    if (state?.segment !== segment) break;
    for (const anchor of [state.before, state.before.replace(/[ \t]+$/, ''), state.before.trimEnd()]) {
      if (anchor.endsWith(end)) return { asked, segment, anchor, ahead: asked.answer, assumed: 0, from };
    }
  }
  const here = current.before.slice(-telling);
  const at = asked.tail.lastIndexOf(here);
  if (at === -1) return undefined;
  const assumed = asked.tail.slice(at + here.length);
  return { asked, segment, anchor: current.before, ahead: assumed + asked.answer, assumed: assumed.length, from: latest };
}

/** @returns how much of what lies ahead a state has typed; undefined where the state does not agree with it */
export function typedAlong({ anchor, ahead, segment }: Placed, state: State): number | undefined {
  if (state.segment !== segment || !state.before.startsWith(anchor)) return undefined;
  const typed = state.before.slice(anchor.length);
  return ahead.startsWith(typed) ? typed.length : undefined;
}

/** When typing left a request: the time of the key, or of the request where that came later. Undefined for never. */
export function leftAt(request: Placed, { states }: RunLog): number | undefined {
  for (const state of states.slice(request.from)) {
    if (state.segment !== request.segment) return undefined;
    if (typedAlong(request, state) === undefined) return Math.max(state.at, request.asked.at);
  }
  return undefined;
}
