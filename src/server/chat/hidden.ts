import { highest } from '../../protocol/label.ts';
import type { Hidden } from '../policy/request.ts';

/** What is made of several texts may hold all that is hidden in these, which is known if all of it is known to one. */
export function hiddenTogether(all: readonly Hidden[]): Hidden | undefined {
  const [first] = all;
  if (first === undefined) return undefined;
  const isKnown = first.redactedBy !== undefined && all.every(({ redactedBy }) => redactedBy === first.redactedBy);
  return { redacted: highest(all.map(({ redacted }) => redacted)), ...(isKnown && { redactedBy: first.redactedBy }) };
}
