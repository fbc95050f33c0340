import * as l10n from '@vscode/l10n';
import { exceeds, type Label } from '../../protocol/label.ts';
import type { Place } from '../../protocol/verdict.ts';
import { combine, foundBy, type Labelled } from './labelled.ts';

/** A file that a text repeats a passage of, or shares its content with. */
export interface Kin {
  /** The file's one true path. */
  readonly path: string;
  readonly label: Label;
}

/** What is known of the passages of flagged files. */
export interface KinshipIndex {
  /** Whether all flagged files have been read, as far as the limits of the index go. */
  readonly isReady: boolean;
  /** Fulfilled once they have. */
  readonly ready: Promise<void>;
  /** The flagged files that a text repeats a passage of. */
  kinOf(text: string): readonly Kin[];
  /** The flagged file that has another name at this inode. */
  linkedLabel(dev: bigint, ino: bigint): Kin | undefined;
}

/** The index of somebody who has read no flagged files. */
export const noKinship: KinshipIndex = {
  isReady: true,
  ready: Promise.resolve(),
  kinOf: () => [],
  linkedLabel: () => undefined,
};

/** The label that a text has from the flagged files that it repeats. */
export async function labelByKinship(
  text: string,
  kinship: KinshipIndex,
  labelNow: (path: string) => Promise<Labelled>,
  place: Place,
  nameOf: (path: string) => string,
): Promise<Labelled> {
  const kin = kinship.kinOf(text);
  const labels = await Promise.all(
    kin.map(async ({ path }) => {
      const name = nameOf(path);
      const { label, findings } = await labelNow(path);
      // The file itself has its label already; a file that is not flagged any more gives none.
      if (name === place.name || !exceeds(label, 'internal')) return [];
      const writtenAt = findings.find((finding) => finding.writtenAt !== undefined)?.writtenAt;
      const reason = l10n.t('It repeats a passage of {0}, which is flagged.', name);
      return [foundBy({ rule: 'kinship', label, reason, place, ...(writtenAt && { writtenAt }) })];
    }),
  );
  return combine(labels.flat());
}
