import * as l10n from '@vscode/l10n';
import { exceeds, type Label } from '../../protocol/label.ts';
import type { Place } from '../../protocol/verdict.ts';
import { combine, foundBy, harmless, writtenWhere, type Labelled } from './labelled.ts';
import type { Reading } from './reading.ts';

/** A file that a text repeats a passage of, or shares its content with. */
export interface Kin {
  /** The file's one true path. */
  readonly path: string;
  readonly label: Label;
}

/** What is known of the passages of flagged files. */
export interface KinshipIndex {
  /** The flagged files that a text repeats a passage of. */
  kinOf(text: string): readonly Kin[];
  /** All names by which this inode is flagged: hard links share it. */
  namesOf(dev: bigint, ino: bigint): readonly Kin[];
}

/** The index of somebody who has read no flagged files. */
export const noKinship: KinshipIndex & Reading = {
  highestUnread: 'public',
  failure: undefined,
  changed: () => new Promise(() => undefined),
  kinOf: () => [],
  namesOf: () => [],
};

/** What a text is compared with, and by whom it is asked. */
export interface KinshipQuestion {
  readonly kinship: KinshipIndex;
  /** The label that a file has now, by its one true path. */
  readonly labelNow: (path: string) => Promise<Labelled>;
  /** The true paths of the files that the text is itself from; asked for only where kin was found. */
  readonly ownFiles: () => Promise<readonly string[]>;
  readonly place: Place;
  readonly nameOf: (path: string) => string;
}

/** The label that a text has from the flagged files that it repeats. */
export async function labelByKinship(
  text: string,
  { kinship, labelNow, ownFiles, place, nameOf }: KinshipQuestion,
): Promise<Labelled> {
  const kin = kinship.kinOf(text);
  if (kin.length === 0) return harmless;
  const own = await ownFiles();
  // The file itself has its label already.
  const others = kin.filter(({ path }) => !own.includes(path));
  const labels = await Promise.all(
    others.map(async ({ path }) => {
      const flagged = await labelNow(path);
      // A file that is not flagged any more gives none.
      if (!exceeds(flagged.label, 'internal')) return [];
      const reason = l10n.t('It repeats a passage of {0}, which is flagged.', nameOf(path));
      return [foundBy({ rule: 'kinship', label: flagged.label, reason, place, ...writtenWhere(flagged) })];
    }),
  );
  return combine(labels.flat());
}
