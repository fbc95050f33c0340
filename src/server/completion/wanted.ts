import type { Settings } from '../../protocol/settings.ts';
import { defaultBudget } from './budget.ts';
import { languageAt } from './language.ts';
import { isInComment } from './syntax/context.ts';
import { viewOf, type Snapshot } from './view.ts';

/**
 * Whether ghost text is wanted at a place. In a document of several languages both the document's must be on and what
 * is written at the cursor must not be off: a chunk's language, or `markdown` for prose. Who asks gets it in comments
 * too.
 */
export function isWanted(snapshot: Snapshot, { enabled, languages, comments }: Settings['completion']): boolean {
  if (!enabled) return false;
  const { text, offset, languageId } = snapshot;
  if (!(languages[languageId] ?? languages['*'] ?? true)) return false;
  if (languages[languageAt(text, offset, languageId).id] === false) return false;
  return comments || snapshot.invoked === true || !isInComment(viewOf(snapshot, defaultBudget));
}
