import * as l10n from '@vscode/l10n';
import { pathToFileURL } from 'node:url';
import { exceeds, highest, type Label } from '../../protocol/label.ts';
import { labelName } from '../../protocol/labelName.ts';
import type { Fragment, Origin } from '../../protocol/origin.ts';
import type { Finding, Place } from '../../protocol/verdict.ts';
import type { Detector } from './detectors/detector.ts';
import { documentPath } from './documentPath.ts';
import { readMarker } from './marker.ts';
import { pathWithin, resolvePath } from './path.ts';
import { presume } from './presumption.ts';
import type { Part } from './request.ts';
import { nameOf, type FolderNow, type WorkspaceNow } from './workspace.ts';

/** A label with the findings that raised it above `internal`. */
export interface Labelled {
  readonly label: Label;
  readonly findings: readonly Finding[];
}

/**
 * Reads the beginnings, `markerReach` characters each, of whatever may hold a document's marker: the document as the
 * editor shows it, the file behind it, the cells of a notebook.
 */
export type ReadHeads = (uri: string, path: string | undefined) => Promise<readonly string[]>;

/** A fragment, perhaps with a heading before what comes from its origin. */
type Judgeable = Fragment & Pick<Part, 'linesBefore'>;

/** Gives texts their labels: by where they come from, and by what they hold. */
export class Labeller {
  readonly #detectors: readonly Detector[];
  readonly #readHeads: ReadHeads;
  readonly #ownWords: ReadonlySet<string>;

  /** @param ownWords the texts that a fragment of origin `vigie` may hold. */
  constructor(detectors: readonly Detector[], readHeads: ReadHeads, ownWords: ReadonlySet<string>) {
    this.#detectors = detectors;
    this.#readHeads = readHeads;
    this.#ownWords = ownWords;
  }

  /** The label of a fragment by its origin, its content, and what it was labelled before. */
  async label(fragment: Judgeable, now: WorkspaceNow): Promise<Labelled> {
    const { text } = fragment;
    const origin = this.#trueOrigin(fragment);
    const byOrigin = await this.labelOrigin(origin, now);
    if (origin.kind === 'vigie') return byOrigin;
    const place = placeOf(origin, now.folders);
    const byContent = await this.labelContent(text, place, firstLine(fragment));
    return combine([byOrigin, byContent, labelledBefore(fragment, place)]);
  }

  /** Only what Vigie says word for word is Vigie's own, whatever a client calls it. */
  #trueOrigin({ text, origin }: Fragment): Origin {
    return origin.kind === 'vigie' && !this.#ownWords.has(text) ? { kind: 'unknown' } : origin;
  }

  /** The label of a text by its content alone: `public` where no detector fires. `line` is its first, from 1. */
  async labelContent(text: string, place: Place, line = 1): Promise<Labelled> {
    const found = await Promise.all(
      this.#detectors.map(async (detector) => {
        const [hit] = await detector.detect(text);
        if (hit === undefined) return undefined;
        const before = text.slice(0, hit.start).split('\n');
        return {
          rule: detector.rule,
          label: detector.label,
          reason: detector.reason(),
          place: { ...place, line: Math.max(1, line + before.length - 1), column: (before.at(-1) ?? '').length + 1 },
        };
      }),
    );
    const findings = found.filter((finding) => finding !== undefined);
    return { label: highest(findings.map(({ label }) => label)), findings };
  }

  /** The label of an origin, whatever its text. */
  async labelOrigin(origin: Origin, now: WorkspaceNow): Promise<Labelled> {
    switch (origin.kind) {
      case 'vigie':
        return { label: 'public', findings: [] };
      case 'chat':
        return { label: 'internal', findings: [] };
      case 'unknown':
        return unknownSource({ name: l10n.t('a text of unknown source') });
      case 'answer':
        return combine(await Promise.all(origin.sources.map((source) => this.labelOrigin(source, now))));
      case 'document':
        return this.#labelDocumentOnce(origin.uri, now);
    }
  }

  /** The parts of a request mostly come from one document, whose label asks the file system several things. */
  #labelDocumentOnce(uri: string, now: WorkspaceNow): Promise<Labelled> {
    const known = now.documents.get(uri) ?? this.#labelDocument(uri, now);
    now.documents.set(uri, known);
    return known;
  }

  async #labelDocument(uri: string, { folders }: WorkspaceNow): Promise<Labelled> {
    const document = documentPath(uri);
    const place = placeOf({ kind: 'document', uri }, folders);
    switch (document.kind) {
      case 'unknown':
        return unknownSource(place);
      case 'buffer':
        return combine([internal, presumed([document.name], place), await this.#labelByMarker(uri, undefined, place)]);
      case 'file':
        return combine(await Promise.all(document.paths.map((path) => this.#labelFile(uri, path, folders, place))));
    }
  }

  async #labelFile(uri: string, path: string, folders: readonly FolderNow[], place: Place): Promise<Labelled> {
    let resolved: string;
    try {
      resolved = await resolvePath(path);
    } catch {
      const reason = l10n.t('Its path cannot be resolved, so its rules cannot be known.');
      return { label: 'secret', findings: [{ rule: 'unresolved-path', label: 'secret', reason, place }] };
    }
    return combine([labelByPath(path, resolved, folders, place), await this.#labelByMarker(uri, resolved, place)]);
  }

  async #labelByMarker(uri: string, path: string | undefined, place: Place): Promise<Labelled> {
    const markers = (await this.#readHeads(uri, path)).map(readMarker).filter((marker) => marker !== undefined);
    return combine(
      markers
        .filter(({ label }) => exceeds(label, 'internal'))
        .map(({ label, line }) => {
          const reason = l10n.t('A marker in its first lines labels it {0}.', labelName(label));
          return { label, findings: [{ rule: 'marker', label, reason, place, writtenAt: { ...place, line } }] };
        }),
    );
  }
}

const internal: Labelled = { label: 'internal', findings: [] };

/**
 * The label of a file by the rules of the folders that hold it, and by presumption.
 * @param path the path as the editor names it; a rule that matches it tightens, even if a link leads elsewhere.
 * @param resolved the file's one true path; only a rule that matches it may lift a presumption.
 */
function labelByPath(path: string, resolved: string, folders: readonly FolderNow[], place: Place): Labelled {
  const findings: Finding[] = [];
  let declared: Label | undefined;
  for (const { folder, resolved: root, rules } of folders) {
    const belowTrue = pathWithin(root, resolved);
    const belowNamed = pathWithin(folder.path, path);
    const matched = new Set([
      ...(belowTrue === undefined ? [] : rules.matcher.match(belowTrue)),
      ...(belowNamed === undefined ? [] : rules.matcher.match(belowNamed)).filter(({ label }) => exceeds(label, 'internal')),
    ]);
    for (const rule of matched) {
      declared = declared === undefined ? rule.label : highest([declared, rule.label]);
      if (!exceeds(rule.label, 'internal')) continue;
      const writtenAt = { name: nameOf(rules.file, foldersOf(folders)), uri: pathToFileURL(rules.file).href, line: rule.line };
      findings.push({ rule: 'workspace-rule', label: rule.label, reason: rule.reason, place, writtenAt });
    }
  }
  const byRules = { label: highest([declared ?? 'internal', ...findings.map(({ label }) => label)]), findings };
  const byName = presumed([resolved, path], place);
  // An explicit rule may say that a data file is open; nothing says so of a file of passwords.
  const kept = byName.findings.filter(({ rule }) => rule !== 'data-file' || declared === undefined);
  return combine([byRules, { label: highest(kept.map(({ label }) => label)), findings: kept }]);
}

/** What names alone say of a file. */
function presumed(paths: readonly string[], place: Place): Labelled {
  const findings: Finding[] = [];
  for (const presumption of paths.map(presume)) {
    if (presumption === undefined || findings.some(({ rule }) => rule === presumption.rule)) continue;
    const reason =
      presumption.rule === 'data-file'
        ? l10n.t('It is a data file, and data files are presumed sensitive until a rule in .vigie.json says otherwise.')
        : l10n.t('It is a file that keeps passwords or keys.');
    findings.push({ ...presumption, reason, place });
  }
  return { label: highest(findings.map(({ label }) => label)), findings };
}

/** What was once sent under a label keeps it: its source may since be closed, deleted, renamed or unflagged. */
function labelledBefore({ label }: Fragment, place: Place): Labelled {
  if (label === undefined || !exceeds(label, 'internal')) return { label: 'public', findings: [] };
  const reason = l10n.t('It was labelled {0} when it was first sent.', labelName(label));
  return { label, findings: [{ rule: 'labelled-before', label, reason, place }] };
}

/** What a person calls the source of a text. */
function placeOf(origin: Origin, folders: readonly FolderNow[]): Place {
  switch (origin.kind) {
    case 'document': {
      const document = documentPath(origin.uri);
      const name = document.kind === 'file' ? nameOf(document.paths[0], foldersOf(folders)) : document.name;
      return { name, uri: origin.uri };
    }
    case 'chat':
      return { name: l10n.t('your message') };
    case 'answer':
      return { name: l10n.t('an earlier answer') };
    case 'vigie':
    case 'unknown':
      return { name: l10n.t('a text of unknown source') };
  }
}

function foldersOf(folders: readonly FolderNow[]) {
  return folders.map(({ folder }) => folder);
}

/** The line of its document that a text would begin at, from 1, if all of it stood there. */
function firstLine({ origin, linesBefore = 0 }: Judgeable): number {
  return origin.kind === 'document' ? (origin.range?.start.line ?? 0) + 1 - linesBefore : 1;
}

function unknownSource(place: Place): Labelled {
  const reason = l10n.t('Vigie cannot tell which file it comes from, so it counts as sensitive.');
  return { label: 'sensitive', findings: [{ rule: 'unknown-source', label: 'sensitive', reason, place }] };
}

/** The highest of several labels with all findings, the most sensitive first. */
export function combine(all: readonly Labelled[]): Labelled {
  const findings = all.flatMap((each) => each.findings);
  findings.sort((a, b) => Number(exceeds(b.label, a.label)) - Number(exceeds(a.label, b.label)));
  return { label: highest(all.map(({ label }) => label)), findings };
}
