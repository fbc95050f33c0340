import type { View } from '../view.ts';
import { blockEnds } from './blockEnds.ts';
import type { Candidate, Ending, Filter } from './candidate.ts';
import { clauseOrder } from './clauseOrder.ts';
import { closersAtCursor } from './closersAtCursor.ts';
import { controlTokens } from './controlTokens.ts';
import { echo } from './echo.ts';
import { fences } from './fences.ts';
import { followingLines } from './followingLines.ts';
import { halfLine } from './halfLine.ts';
import { indentation } from './indentation.ts';
import { minimumContent } from './minimumContent.ts';
import { missingClosers } from './missingClosers.ts';
import { openEnd } from './openEnd.ts';
import { openString } from './openString.ts';
import { preamble } from './preamble.ts';
import { repetition } from './repetition.ts';
import { restOverlap } from './restOverlap.ts';
import { spacing } from './spacing.ts';
import { substance } from './substance.ts';
import { surplusClosers } from './surplusClosers.ts';
import { trailingComment } from './trailingComment.ts';
import { trailingSpace } from './trailingSpace.ts';
import { wordBoundary } from './wordBoundary.ts';

/** Once, on what a model has sent, before it is kept for reuse: what only the prompt and the model explain. */
export const onReceipt: readonly Filter[] = [
  controlTokens,
  preamble,
  fences,
  echo,
  spacing,
  halfLine,
  indentation,
  repetition,
  followingLines,
  clauseOrder,
  blockEnds,
  openString,
  openEnd,
  substance,
];

/** Each time a completion, or what remains of it, is shown: what depends on the cursor's line as it is now. */
export const onShowing: readonly Filter[] = [
  restOverlap,
  closersAtCursor,
  trailingComment,
  surplusClosers,
  missingClosers,
  wordBoundary,
  trailingSpace,
  minimumContent,
];

function run(filters: readonly Filter[], first: Candidate, view: View): Candidate | undefined {
  let candidate: Candidate | undefined = first;
  for (const filter of filters) {
    candidate = filter(candidate, view);
    if (candidate === undefined) return undefined;
  }
  return candidate;
}

/** @returns what to keep of a model's answer; empty where it says nothing useful */
export function received(text: string, ending: Ending, view: View): string {
  return run(onReceipt, { text, replaces: 0, ending }, view)?.text ?? '';
}

/** @returns what to show of a kept completion, or undefined where there is nothing to show */
export function shown(text: string, view: View): Candidate | undefined {
  return run(onShowing, { text, replaces: 0, ending: 'complete' }, view);
}
