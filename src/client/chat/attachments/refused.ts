import { exceeds, type Label } from '../../../protocol/label.ts';
import type { DestinationView } from '../../../protocol/verdict.ts';
import { inTime } from '../../inTime.ts';

/** How long a list waits to know what will be refused, in milliseconds; a person would notice more. */
const patience = 100;

/**
 * Tells which files a destination is known to refuse by their paths alone: no file is read, and what is in a file can only
 * raise its label, so that none is marked that would be sent.
 * @param labelsOf tells labels of files by their paths alone, in their order
 * @param destination where the next question goes; without an address there is none that could refuse anything
 * @returns whether each is, in their order; for none where that is not known in time.
 */
export async function refusedByPath<Uri>(
  uris: readonly Uri[],
  { origin, clearance }: Pick<DestinationView, 'origin' | 'clearance'>,
  labelsOf: (uris: readonly Uri[]) => Promise<readonly Label[]>,
): Promise<boolean[]> {
  if (uris.length === 0 || origin === '') return uris.map(() => false);
  const labels = await inTime(labelsOf(uris).catch(() => []), patience);
  return uris.map((_, index) => {
    const label = labels?.[index];
    return label !== undefined && exceeds(label, clearance);
  });
}
