import type { Finish } from '../../backends/backend.ts';
import type { View } from '../view.ts';

/** How a completion ended: as the back end says, or because the engine had read enough. */
export type Ending = Finish | 'complete';

/** A completion on its way to the person. */
export interface Candidate {
  /** Line ends as `\n`. */
  readonly text: string;
  /** How many characters of the rest of the line it replaces. */
  readonly replaces: number;
  readonly ending: Ending;
}

/** One step of the pipeline: the candidate, changed or not, or undefined where nothing is left to suggest. */
export type Filter = (candidate: Candidate, view: View) => Candidate | undefined;
