import type { Language } from '../completion/language.ts';
import type { Extent } from '../policy/surroundings.ts';
import type { Brief } from './brief.ts';
import type { Project, ProgramText } from './project.ts';

/** Where a completion is wanted, and what its context may be taken from. Line ends are `\n` throughout. */
export interface ContextPlace {
  /** The document with the cursor, as it is now. */
  readonly document: ProgramText;
  /** The cursor. */
  readonly offset: number;
  /** What is written at the cursor. */
  readonly language: Language;
  /** What of the document is in the prompt anyway. */
  readonly window: Extent;
  /** The lines around the cursor. */
  readonly near: string;
  /** The last lines up to the cursor. */
  readonly above: string;
  /** The cursor's line, in steps of some lines: what is looked for anew only from time to time goes by this. */
  readonly step: number;
  readonly project: Project;
}

/** A piece of a document that may go along with a completion. */
export interface Fragment {
  /** What it is: one whose text has changed a little takes the place of what it was. */
  readonly id: string;
  readonly text: string;
  /** The document that it comes from: by this it is judged, wherever the cursor is. */
  readonly document: ProgramText;
  /** Where in the document it stands; left out where its text was put together from names in the document. */
  readonly start?: number;
  /** What to send where there is no room for all, or where it is not yet worth it. */
  readonly brief?: Brief;
  /** How much it would help, from 0 to 1. */
  readonly rank: number;
}

/** One kind of context. */
export interface ContextSource {
  readonly name: string;
  /** Whether its answers come and go with the cursor: what changes less is sent before them. */
  readonly volatile: boolean;
  /** The largest share of the whole that it may take, from 0 to 1. */
  readonly share: number;
  /** What its answer depends on: while this stays the same, it is not asked again. Must cost next to nothing. */
  readonly dependsOn: (place: ContextPlace) => string;
  /** What it has to offer, in the order in which it is best sent. May throw once the signal is aborted. */
  readonly collect: (place: ContextPlace, signal: AbortSignal) => Promise<readonly Fragment[]>;
}
