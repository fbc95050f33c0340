import type { Asked } from '../oracle/server.ts';
import type { Segment } from '../plan.ts';

/*
 * What is noted while a person types; all figures are computed from it afterwards. Times are those of
 * `performance.now()` in this process, in which the oracle runs as well.
 */

/** The document after a key, or when the person turned to it. */
export interface State {
  readonly at: number;
  readonly segment: number;
  /** The text before the cursor. */
  readonly before: string;
  /** The place in the true text; undefined while a slip stands in it. */
  readonly place: number | undefined;
}

/** What the screen shows from a moment on, until the next of these. */
export interface Shown {
  readonly at: number;
  /** The state that it is shown in, by number. */
  readonly state: number;
  /** The ghost text as it stands behind the cursor; empty where there is none. */
  readonly text: string;
}

/** A request of the editor and what became of it. */
export interface Answered {
  /** The state that was asked about, by number. */
  readonly state: number;
  readonly askedAt: number;
  /** Undefined where the answer never came or was not wanted any more. */
  answeredAt: number | undefined;
  text: string;
}

/** One run of one client. */
export interface RunLog {
  readonly segments: readonly Segment[];
  readonly states: readonly State[];
  readonly shown: readonly Shown[];
  readonly answered: readonly Answered[];
  readonly asked: readonly Asked[];
  /** How many keys were pressed; those that take a ghost text are among them. */
  readonly keys: number;
  /** CPU seconds of the process tree while typing; undefined where the system does not tell. */
  readonly cpuSeconds: number | undefined;
  /** The most memory that the process tree held at once, in MB. */
  readonly peakMB: number | undefined;
}
