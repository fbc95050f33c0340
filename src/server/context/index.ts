import type { ContextSource } from './source.ts';
import { columns } from './sources/columns.ts';
import { definitions } from './sources/definitions.ts';
import { earlierChunks } from './sources/earlierChunks.ts';
import { neighbours } from './sources/neighbours.ts';
import { recentEdits } from './sources/recentEdits.ts';

/** What a completion may draw on beyond the document's own prefix and suffix, in the order in which it is sent. */
export const contextSources: readonly ContextSource[] = [definitions, columns, earlierChunks, neighbours, recentEdits];
