import * as l10n from '@vscode/l10n';
import { exceeds, highest, type Label } from '../../protocol/label.ts';
import { labelName } from '../../protocol/labelName.ts';
import type { Fragment, Origin } from '../../protocol/origin.ts';
import type { Place } from '../../protocol/verdict.ts';
import { contentFindings, detectIn, type Detected } from './byContent.ts';
import { labelByKinship, type KinshipIndex } from './byKinship.ts';
import { labelByPath, presumed, type PathSource } from './byPath.ts';
import type { Hit } from './detectors/detector.ts';
import { documentPath } from './documentPath.ts';
import { fileUri } from './fileUri.ts';
import { combine, foundBy, harmless, internal, writtenWhere, type Labelled } from './labelled.ts';
import { readMarker } from './marker.ts';
import { resolvePath } from './path.ts';
import { placeOf } from './place.ts';
import type { Beginning } from './placesIn.ts';
import type { Part } from './request.ts';
import { detectAround, foundTogether, type FoundValue, type Surroundings } from './surroundings.ts';
import { statSwiftly } from './swiftDisk.ts';
import { nameOf, type WorkspaceNow } from './workspace.ts';

/**
 * Reads the beginnings, `markerReach` characters each, of whatever may hold a document's marker: the document as the
 * editor shows it, the file behind it, the cells of a notebook.
 */
export type ReadHeads = (uri: string, path: string | undefined) => Promise<readonly string[]>;

/** What a labeller goes by, beside the rules. */
export interface LabellerOptions {
  readonly readHeads: ReadHeads;
  /** The texts that a fragment of origin `vigie` may hold. */
  readonly ownWords: ReadonlySet<string>;
  readonly sources: readonly PathSource[];
  readonly kinship: KinshipIndex;
}

/** A fragment, perhaps with a heading before what comes from its origin, and with the document that it was cut out of. */
type Judgeable = Fragment & Pick<Part, 'linesBefore' | 'around'>;

/** What is known of where a text stands; nothing of one that was joined from several. */
interface Whence {
  readonly beginning?: Beginning;
  readonly around?: Surroundings | undefined;
  /** The true paths of the files that it is from. */
  readonly ownFiles?: () => Promise<readonly string[]>;
}

/** All that speaks for a fragment's label. */
export interface Judgement {
  /** By its origin, by kinship, and by what it was labelled before: redacting single values would not change it. */
  readonly standing: Labelled;
  /** What detectors found in it, which may be redacted; some of it perhaps only because of the document around it. */
  readonly detected: readonly (Detected & Labelled & { readonly byDocument?: boolean })[];
  /** Values that detectors found in the document it was cut out of: they may stand in it unannounced. */
  readonly known?: readonly FoundValue[];
}

/** Gives texts their labels: by where they come from, by what they hold, and by what they repeat. */
export class Labeller {
  readonly #options: LabellerOptions;

  constructor(options: LabellerOptions) {
    this.#options = options;
  }

  /** The label of a fragment, and why. */
  async label(fragment: Judgeable, now: WorkspaceNow): Promise<Labelled> {
    return labelOf(await this.judge(fragment, now));
  }

  /** All that speaks for a fragment's label, what could be redacted apart from what could not. */
  async judge(fragment: Judgeable, now: WorkspaceNow): Promise<Judgement> {
    const origin = this.#trueOrigin(fragment);
    const byOrigin = await this.labelOrigin(origin, now);
    if (origin.kind === 'vigie') return { standing: byOrigin, detected: [] };
    const place = placeOf(origin, foldersOf(now));
    const judged = await this.judgeText(fragment.text, place, now, {
      beginning: beginningOf(fragment),
      around: fragment.around,
      ownFiles: () => filesOf(origin),
    });
    return { ...judged, standing: combine([byOrigin, judged.standing, labelledBefore(fragment, place)]) };
  }

  /** What speaks for the label of a text by what it holds and repeats, wherever it comes from. */
  async judgeText(text: string, place: Place, now: WorkspaceNow, whence: Whence = {}): Promise<Judgement> {
    const { beginning, around } = whence;
    const { detectors } = now.policy;
    const [kin, alone, inDocument] = await Promise.all([
      this.#labelByKinship(text, place, now, whence),
      detectIn(text, detectors),
      around === undefined ? undefined : detectAround(around, detectors),
    ]);
    const detected = inDocument === undefined ? alone : foundTogether(detectors, alone, inDocument.within);
    const told = contentFindings(text, detected, place, beginning);
    const known = inDocument?.values ?? [];
    const byDocument = ({ detector, hits }: Detected): boolean => inDocument !== undefined && isMore(hits, alone.find((one) => one.detector === detector));
    return {
      standing: kin,
      detected: detected.map((each, index) => ({ ...each, ...(told[index] ?? harmless), byDocument: byDocument(each) })),
      known,
    };
  }

  /** The label that a document's text has from the flagged files that it repeats, and where it does. */
  labelPassages(uri: string, text: string, now: WorkspaceNow): Promise<Labelled> {
    const origin = { kind: 'document', uri } as const;
    const beginning = beginningOf({ text, origin });
    return this.#labelByKinship(text, placeOf(origin, foldersOf(now)), now, { beginning, ownFiles: () => filesOf(origin) });
  }

  #labelByKinship(text: string, place: Place, now: WorkspaceNow, { beginning, ownFiles }: Whence): Promise<Labelled> {
    const folders = foldersOf(now);
    return labelByKinship(text, {
      kinship: this.#options.kinship,
      // Its marker counts as its path does: either may be why it was read.
      labelNow: (path) => this.labelOrigin({ kind: 'document', uri: fileUri(path) }, now),
      ownFiles: ownFiles ?? (() => Promise.resolve([])),
      place,
      beginning,
      nameOf: (path) => nameOf(path, folders),
    });
  }

  /** Only what Vigie says word for word is Vigie's own, whatever a client calls it. */
  #trueOrigin({ text, origin }: Fragment): Origin {
    return origin.kind === 'vigie' && !this.#options.ownWords.has(text) ? { kind: 'unknown' } : origin;
  }

  /** The label of an origin, whatever its text. */
  async labelOrigin(origin: Origin, now: WorkspaceNow): Promise<Labelled> {
    const place = placeOf(origin, foldersOf(now));
    switch (origin.kind) {
      case 'vigie':
        return harmless;
      case 'chat':
        return internal;
      case 'terminal':
        return printed(place);
      case 'clipboard':
      case 'unknown':
        return unknownSource(place);
      case 'answer':
        // No answer is said word for word by Vigie itself, whatever a client calls its sources.
        return combine(
          await Promise.all(origin.sources.map((source) => this.labelOrigin(source.kind === 'vigie' ? { kind: 'unknown' } : source, now))),
        );
      case 'schema':
        return withoutValues(await this.#labelDocumentOnce(origin.uri, now));
      case 'outline':
        return combine([internal, ...(await Promise.all(origin.files.map((uri) => this.#labelDocumentOnce(uri, now))))]);
      case 'document':
        return this.#labelDocumentOnce(origin.uri, now);
    }
  }

  /**
   * The label of a document by its path alone, for showing those of many: hard links and the markers of files that are
   * not open are not looked for. What cannot be resolved is secret, as it is for a request.
   */
  async labelPath(uri: string, now: WorkspaceNow): Promise<Label> {
    const document = documentPath(uri);
    // Of all others no file is read.
    if (document.kind !== 'file') return (await this.labelOrigin({ kind: 'document', uri }, now)).label;
    const place = placeOf({ kind: 'document', uri }, foldersOf(now));
    const labels = document.paths.map(async (path): Promise<Label> => {
      const resolved = await resolvePath(path).catch(() => undefined);
      if (resolved === undefined) return 'secret';
      return (await labelByPath(path, resolved, now, this.#options.sources, place)).label;
    });
    return highest(await Promise.all(labels));
  }

  /** The parts of a request mostly come from one document, whose label asks the file system several things. */
  #labelDocumentOnce(uri: string, now: WorkspaceNow): Promise<Labelled> {
    const known = now.documents.get(uri) ?? this.#labelDocument(uri, now);
    now.documents.set(uri, known);
    return known;
  }

  async #labelDocument(uri: string, now: WorkspaceNow): Promise<Labelled> {
    const document = documentPath(uri);
    const place = placeOf({ kind: 'document', uri }, foldersOf(now));
    switch (document.kind) {
      case 'unknown':
        return unknownSource(place);
      case 'buffer':
        return combine([internal, presumed([document.name], place), await this.#labelByMarker(uri, undefined, place)]);
      case 'printed':
        return combine([printed(place), await this.#labelFiles(uri, document.paths, now, place)]);
      case 'file':
        return this.#labelFiles(uri, document.paths, now, place);
    }
  }

  async #labelFiles(uri: string, paths: readonly string[], now: WorkspaceNow, place: Place): Promise<Labelled> {
    return combine(await Promise.all(paths.map((path) => this.#labelFile(uri, path, now, place))));
  }

  async #labelFile(uri: string, path: string, now: WorkspaceNow, place: Place): Promise<Labelled> {
    let resolved: string;
    try {
      resolved = await resolvePath(path);
    } catch {
      const reason = l10n.t('Its path cannot be resolved, so its rules cannot be known.');
      return foundBy({ rule: 'unresolved-path', label: 'secret', reason, place });
    }
    return combine(
      await Promise.all([
        labelByPath(path, resolved, now, this.#options.sources, place),
        this.#labelByMarker(uri, resolved, place),
        this.#labelByOtherNames(resolved, now, place),
      ]),
    );
  }

  /** The label that the same file has under another name: a hard link. */
  async #labelByOtherNames(resolved: string, now: WorkspaceNow, place: Place): Promise<Labelled> {
    const found = await statSwiftly(resolved).catch(() => undefined);
    if (found?.isFile() !== true || found.nlink < 2n) return harmless;
    const { kinship, sources } = this.#options;
    // Names may be flagged only for being the same file, this one among them, so each is looked at.
    const others = kinship.namesOf(found.dev, found.ino).filter(({ path }) => path !== resolved);
    const labels = others.map(async ({ path }) => {
      const name = nameOf(path, foldersOf(now));
      const flagged = await labelByPath(path, path, now, sources, { name });
      if (!exceeds(flagged.label, 'internal')) return harmless;
      const reason = l10n.t('It is the same file as {0}, which is flagged.', name);
      return foundBy({ rule: 'hard-link', label: flagged.label, reason, place, ...writtenWhere(flagged) });
    });
    return combine(await Promise.all(labels));
  }

  async #labelByMarker(uri: string, path: string | undefined, place: Place): Promise<Labelled> {
    const heads = await this.#options.readHeads(uri, path);
    const markers = heads.map(readMarker).filter((marker) => marker !== undefined);
    return combine(
      markers
        .filter(({ label }) => exceeds(label, 'internal'))
        .map(({ label, line }) => {
          const reason = l10n.t('A marker in its first lines labels it {0}.', labelName(label));
          return foundBy({ rule: 'marker', label, reason, place, writtenAt: { ...place, line } });
        }),
    );
  }
}

/** Whether some hits are not found in a text by itself. */
function isMore(hits: readonly Hit[], alone: Detected | undefined): boolean {
  return hits.some(({ start, end }) => alone?.hits.some((hit) => hit.start <= start && hit.end >= end) !== true);
}

/** The label that a judgement comes to. */
export function labelOf({ standing, detected }: Judgement): Labelled {
  return combine([standing, ...detected]);
}

/** What was once sent under a label keeps it: its source may since be closed, deleted, renamed or unflagged. */
function labelledBefore({ label }: Fragment, place: Place): Labelled {
  if (label === undefined || !exceeds(label, 'internal')) return harmless;
  const reason = l10n.t('It was labelled {0} when it was first sent.', labelName(label));
  return foundBy({ rule: 'labelled-before', label, reason, place });
}

/**
 * Names and types of columns tell of a study, not of its people, so they are internal even of a sensitive file;
 * nothing is told of a secret one.
 */
function withoutValues(file: Labelled): Labelled {
  return exceeds(file.label, 'sensitive') ? file : internal;
}

function foldersOf({ folders }: WorkspaceNow) {
  return folders.map(({ folder }) => folder);
}

/** Where in its document a text would begin, if all of it stood there. */
function beginningOf({ origin, linesBefore = 0 }: Judgeable): Beginning {
  const start = origin.kind === 'document' ? origin.range?.start : undefined;
  return { line: (start?.line ?? 0) + 1, column: (start?.character ?? 0) + 1, linesBefore };
}

/** The true paths of the files that a text of this origin is from, and whose label it has in any case. */
async function filesOf(origin: Origin): Promise<string[]> {
  const document = origin.kind === 'document' ? documentPath(origin.uri) : undefined;
  if (document?.kind !== 'file') return [];
  const resolved = await Promise.all(document.paths.map((path) => resolvePath(path).catch(() => undefined)));
  return resolved.filter((path) => path !== undefined);
}

function printed(place: Place): Labelled {
  const reason = l10n.t('Programs print rows of data, so what they printed counts as sensitive.');
  return foundBy({ rule: 'printed', label: 'sensitive', reason, place });
}

function unknownSource(place: Place): Labelled {
  const reason = l10n.t('Vigie cannot tell which file it comes from, so it counts as sensitive.');
  return foundBy({ rule: 'unknown-source', label: 'sensitive', reason, place });
}
