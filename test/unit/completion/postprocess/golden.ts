import { defaultBudget } from '../../../../src/server/completion/budget.ts';
import type { Candidate, Ending, Filter } from '../../../../src/server/completion/postprocess/candidate.ts';
import { viewOf } from '../../../../src/server/completion/view.ts';
import { snapshotOf } from '../../../support/cursor.ts';

/** What one filter makes of a completion at the cursor of a marked text. */
export function filtered(
  filter: Filter,
  marked: string,
  text: string,
  { languageId = 'r', ending = 'stop' }: { languageId?: string; ending?: Ending } = {},
): Candidate | undefined {
  return filter({ text, replaces: 0, ending }, viewOf(snapshotOf(marked, { languageId }), defaultBudget));
}
