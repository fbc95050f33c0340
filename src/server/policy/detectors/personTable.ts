import * as l10n from '@vscode/l10n';
import type { Detector } from './detector.ts';
import { joined } from './joined.ts';
import { derived, Look, signOf } from './look.ts';
import { tablesRead } from './tables/index.ts';
import { isPersonLevel } from './tables/personLevel.ts';

/** Two lines, perhaps as a string spells them, or two values of one list, without which there is no table: what a single line of code lacks. */
const anyValues = signOf(/[\n\r,]|\\n/);

const ofPersons = derived(tablesRead, ({ all }) =>
  joined(all.filter((table) => table.end > table.start && isPersonLevel(table)).map(({ start, end }) => ({ start, end }))),
);

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
  detect: (text, look = new Look(text)) => (look.has(anyValues) ? look.noted(ofPersons).value : []),
};
