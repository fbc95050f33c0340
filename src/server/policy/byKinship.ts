import * as l10n from '@vscode/l10n';
import { exceeds, type Label } from '../../protocol/label.ts';
import type { Place } from '../../protocol/verdict.ts';
import type { Hit } from './detectors/detector.ts';
import { mergeHits } from './detectors/mergeHits.ts';
import { combine, foundBy, harmless, writtenWhere, type Labelled } from './labelled.ts';
import { placesIn, type Beginning } from './placesIn.ts';
import type { Reading } from './reading.ts';

/** A flagged file that shares something with another. */
export interface Kin {
  /** The file's one true path. */
  readonly path: string;
  readonly label: Label;
}

/** A passage that a text repeats, and the file that it is of: about where it stands in the text, in UTF-16 offsets. */
export interface Passage extends Kin {
  readonly start: number;
  readonly end: number;
}

/** What is known of the passages of flagged files. */
export interface KinshipIndex {
  /** The passages of flagged files that a text repeats, in no order. */
  kinOf(text: string): readonly Passage[];
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
  /** What the text is from, and where in it the text begins, if that is known. */
  readonly place: Place;
  readonly beginning: Beginning | undefined;
  readonly nameOf: (path: string) => string;
}

/** How many passages of one file are told one by one. */
const toldAtMost = 100;

/** The label that a text has from the flagged files that it repeats: a finding for each passage, with its lines. */
export async function labelByKinship(
  text: string,
  { kinship, labelNow, ownFiles, place, beginning, nameOf }: KinshipQuestion,
): Promise<Labelled> {
  const passages = kinship.kinOf(text);
  if (passages.length === 0) return harmless;
  const own = await ownFiles();
  const placeAt = placesIn(text, place, beginning);
  const labels = await Promise.all(
    [...byFile(passages)].map(async ([path, stretches]) => {
      // The file itself has its label already.
      if (own.includes(path)) return [];
      const flagged = await labelNow(path);
      const { label } = flagged;
      // A file that is not flagged any more gives none.
      if (!exceeds(label, 'internal')) return [];
      const reason = l10n.t('It repeats a passage of {0}, which is flagged.', nameOf(path));
      const told = beginning === undefined ? stretches.slice(0, 1) : mergeHits(stretches.map((each) => wholeLines(text, each)));
      return told
        .slice(0, toldAtMost)
        .map((stretch) => foundBy({ rule: 'kinship', label, reason, place: placeAt(stretch), ...writtenWhere(flagged) }));
    }),
  );
  return combine(labels.flat());
}

function byFile(passages: readonly Passage[]): ReadonlyMap<string, readonly Passage[]> {
  const files = new Map<string, Passage[]>();
  for (const passage of passages) {
    const others = files.get(passage.path);
    if (others === undefined) files.set(passage.path, [passage]);
    else others.push(passage);
  }
  return files;
}

/** A passage's ends are known to some characters only; what people mend are lines, of which the line end is no part. */
function wholeLines(text: string, { start, end }: Passage): Hit {
  const lineEnd = text.indexOf('\n', Math.max(start, end - 1));
  const last = lineEnd < 0 ? text.length : lineEnd;
  return { start: text.lastIndexOf('\n', start - 1) + 1, end: text[last - 1] === '\r' ? last - 1 : last };
}
