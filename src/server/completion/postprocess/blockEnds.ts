import { blocksOpened, beginsStep, endsBlock } from '../syntax/blocks.ts';
import { contextOf } from '../syntax/context.ts';
import type { View } from '../view.ts';
import type { Filter } from './candidate.ts';

/** What ends a step of SAS; `quit;` may still follow. */
const run = /^\s*run\s*;\s*$/i;

/**
 * Cuts before the end of a block that is not open: `run;` behind a step that was ended, `end` in Stata outside a
 * program. Ends that the document has on the next line are cut as any line that follows already.
 */
export const blockEnds: Filter = (candidate, view) => {
  const { id } = view.language;
  if (id !== 'sas' && id !== 'stata') return candidate;
  let open = openBlocks(view);
  const lines = candidate.text.split('\n');
  for (const [at, line] of lines.entries()) {
    const full = at === 0 ? view.lineBefore + line : line;
    if (open === 0 && endsBlock(full, id) && (id === 'stata' || run.test(full))) {
      return { ...candidate, text: lines.slice(0, at).join('\n') };
    }
    open = after(full, open, id);
  }
  return candidate;
};

/** How many blocks are open above the cursor's line, as far as that matters; undefined where it is not known. */
function openBlocks(view: View): number | undefined {
  const { code, whole } = contextOf(view);
  let open: number | undefined = whole ? 0 : undefined;
  const lines = code.split('\n');
  for (const line of lines.slice(0, -1)) open = after(line, open, view.language.id);
  return open;
}

/** In SAS a step begins where it begins, whatever was open, and ends with its first `run;`. */
function after(line: string, open: number | undefined, language: string): number | undefined {
  if (language === 'sas') {
    if (/(?:^|;)\s*run\s*;\s*$/i.test(line)) return 0;
    return beginsStep(line, language) || /^\s*%/.test(line) ? 1 : open;
  }
  return open === undefined ? undefined : Math.max(0, open + blocksOpened(line, language));
}
