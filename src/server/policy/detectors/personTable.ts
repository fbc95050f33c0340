import * as l10n from '@vscode/l10n';
import type { Detector, Hit } from './detector.ts';
import { joined } from './joined.ts';
import { Look, signOf } from './look.ts';
import { tablesIn } from './tables/index.ts';
import { isPersonLevel } from './tables/personLevel.ts';

/** Two lines or two values of one list, without which there is no table: what a single line of code lacks. */
const anyValues = signOf(/[\n,]/);

/**
 * Tables with one row per person, written or pasted into a text. By columns: one that identifies a person directly, or
 * a person's key with a date, or three that identify together. Counts per group, lists of codes and their labels,
 * simulated values and examples are no such tables; `tables/personLevel.ts` has the rule.
 */
export const personTable: Detector = {
  rule: 'person-table',
  label: 'sensitive',
  placeholder: 'TABLE',
  redacts: false,
  reason: () => l10n.t('It holds a table with one row per person.'),
  detect(text, look = new Look(text)) {
    if (!look.has(anyValues)) return [];
    const hits: Hit[] = [];
    for (const table of tablesIn(text, look)) {
      if (table.end > table.start && isPersonLevel(table)) hits.push({ start: table.start, end: table.end });
    }
    return joined(hits);
  },
};
