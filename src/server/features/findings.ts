import { setImmediate as breath } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import * as l10n from '@vscode/l10n';
import { DiagnosticSeverity, type Connection, type Diagnostic, type Range } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { exceeds } from '../../protocol/label.ts';
import type { Finding } from '../../protocol/verdict.ts';
import type { OpenDocuments } from '../documents.ts';
import { isAt } from '../openFiles.ts';
import type { Destination } from '../policy/destination.ts';
import type { Detector, Hit } from '../policy/detectors/detector.ts';
import { documentPath } from '../policy/documentPath.ts';
import type { Labeller } from '../policy/labeller.ts';
import type { PolicyNow, RedactionMode } from '../policy/policyNow.ts';
import { presume } from '../policy/presumption.ts';
import { destinationName } from '../policy/refusal.ts';
import type { Workspace } from '../policy/workspace.ts';

/** How long a text rests before it is looked through, in milliseconds. */
const rest = 400;

/** The longest text that is looked through for findings to show, in UTF-16 code units. */
const shownReach = 200_000;

/** The most findings that are shown in one document; a table of identifiers has hundreds of thousands. */
const shownAtMost = 100;

/** Documents that people write in. What git and others show of files cannot be mended there. */
const writtenSchemes = /^(?:file|vscode-remote|untitled|vscode-notebook-cell):/;

/** One finding in an open document. */
export interface Found {
  readonly range: Range;
  readonly diagnostic: Diagnostic;
  /** What a detector hit, which can be mended by itself; a passage of a flagged file cannot. */
  readonly detected?: { readonly hit: Hit; readonly detector: Detector };
}

/** What findings need of the rest of the server. */
export interface FindingsWorld {
  readonly connection: Connection;
  readonly documents: OpenDocuments;
  readonly workspace: Workspace;
  readonly labeller: Labeller;
  readonly destination: () => Destination;
}

interface Looked {
  readonly found: readonly Found[];
  /** Whether the text was too long to be looked through. */
  readonly isTooLong: boolean;
}

interface Shown {
  readonly version: number;
  readonly found: readonly Found[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Shows what detectors find in the documents that are open, and passages of flagged files, as diagnostics: whatever the
 * current destination may not receive. Nothing may receive credentials, so these always show; a NIR does not while requests go to a gateway that is
 * cleared for it, since nothing happens to it there. Data files are flagged as they are, and their rows are no mistakes.
 */
export class Findings {
  readonly #world: FindingsWorld;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #shown = new Map<string, Shown>();
  /** Documents are looked through one after the other, so that requests come between. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(world: FindingsWorld) {
    this.#world = world;
    world.documents.onDidChangeContent(({ document }) => {
      this.#schedule(document.uri);
    });
    world.documents.onDidClose(({ document: { uri } }) => {
      clearTimeout(this.#timers.get(uri));
      this.#timers.delete(uri);
      const shown = this.#shown.get(uri);
      this.#shown.delete(uri);
      if (hasAny(shown)) void world.connection.sendDiagnostics({ uri, diagnostics: [] });
    });
  }

  /** Looks through all open documents again: rules or the destination have changed. */
  refresh(): void {
    for (const uri of this.#world.documents.keys()) this.#schedule(uri);
  }

  /** The findings of an open document as it stands now, shown already or not. */
  async of(uri: string): Promise<readonly Found[]> {
    const document = this.#world.documents.get(uri);
    if (document === undefined) return [];
    const shown = this.#shown.get(uri);
    if (shown?.version === document.version && !this.#timers.has(uri)) return shown.found;
    return (await this.#find(document))?.found ?? [];
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #schedule(uri: string): void {
    const running = this.#timers.get(uri);
    if (running !== undefined) {
      running.refresh();
      return;
    }
    const timer = setTimeout(() => {
      this.#timers.delete(uri);
      this.#last = this.#last.then(() => this.#show(uri)).catch((error: unknown) => {
        this.#world.connection.console.error(`Findings failed: ${error instanceof Error ? error.name : typeof error}`);
      });
    }, rest);
    this.#timers.set(uri, timer);
  }

  async #show(uri: string): Promise<void> {
    const { connection, documents } = this.#world;
    const document = documents.get(uri);
    if (document === undefined) return;
    const { version } = document;
    const looked = await this.#find(document);
    if (looked === undefined || this.#isStale(document, version)) return;
    const { found, isTooLong } = looked;
    const diagnostics = isTooLong ? [tooLong()] : found.map(({ diagnostic }) => diagnostic);
    const before = this.#shown.get(uri);
    this.#shown.set(uri, { version, found, diagnostics });
    // A rule file has diagnostics of its own, which an empty list would take away.
    if (diagnostics.length === 0 && !hasAny(before)) return;
    // An editor that is told again drops the fixes that it is being asked for.
    if (before?.version === version && isDeepStrictEqual(before.diagnostics, diagnostics)) return;
    void connection.sendDiagnostics({ uri, version, diagnostics });
  }

  /** @returns undefined where the text has changed meanwhile. */
  async #find(document: TextDocument): Promise<Looked | undefined> {
    const { workspace, labeller } = this.#world;
    const { uri, version } = document;
    const now = await workspace.now();
    const { policy } = now;
    if (!isLookedThrough(document, policy)) return { found: [], isTooLong: false };
    const text = document.getText();
    if (text.length > shownReach) return { found: [], isTooLong: true };
    const destination = policy.cleared(this.#world.destination());
    const detected: { readonly detector: Detector; readonly hits: readonly Hit[] }[] = [];
    for (const detector of policy.detectors) {
      if (!exceeds(detector.label, destination.clearance)) continue;
      await breath();
      if (this.#isStale(document, version)) return undefined;
      const hits = await detector.detect(text);
      if (this.#isStale(document, version)) return undefined;
      if (hits.length > 0) detected.push({ detector, hits });
    }
    const repeated = await labeller.labelPassages(uri, text, now);
    if (this.#isStale(document, version)) return undefined;
    const passages = repeated.findings.filter(({ label }) => exceeds(label, destination.clearance));
    const modeOf = ({ rule }: Detector): RedactionMode => policy.redactionOf(rule);
    // Where something else holds the text back, nothing of it is redacted on its way.
    const isHeld = passages.length > 0 || detected.some(({ detector }) => modeOf(detector) !== 'redact');
    const found = detected.flatMap(({ detector, hits }) => {
      const mode = modeOf(detector);
      const message = isHeld && mode === 'redact' ? detector.reason() : messageOf(detector.reason(), mode, destination);
      return hits.slice(0, shownAtMost).map((hit) => detectedAt(document, hit, detector, message));
    });
    found.push(...passages.map((each) => repeatedAt(each, destination)));
    return { found: found.sort(byStart).slice(0, shownAtMost), isTooLong: false };
  }

  /** Whether a newer text is there, or nobody looks at this one any more. */
  #isStale({ uri }: TextDocument, version: number): boolean {
    return this.#world.documents.get(uri)?.version !== version;
  }
}

function hasAny(shown: Shown | undefined): boolean {
  return shown !== undefined && shown.diagnostics.length > 0;
}

/**
 * Whether findings in a document are for its author to mend. Not so in data files and in files that keep credentials,
 * which are what they are as a whole; and rule files have diagnostics of their own, which these would replace.
 */
function isLookedThrough({ uri }: TextDocument, policy: PolicyNow): boolean {
  if (!writtenSchemes.test(uri) || policy.files.some((file) => isAt(uri, file))) return false;
  const document = documentPath(uri);
  if (document.kind === 'buffer') return presume(document.name) === undefined;
  return document.kind === 'file' && document.paths.every((path) => presume(path) === undefined);
}

function detectedAt(document: TextDocument, hit: Hit, detector: Detector, message: string): Found {
  const range = { start: document.positionAt(hit.start), end: document.positionAt(hit.end) };
  return { range, diagnostic: diagnosticOf(range, detector, message), detected: { hit, detector } };
}

/** A passage of a flagged file, by its finding. It is refused as it is: a passage cannot be redacted. */
function repeatedAt(finding: Finding, destination: Destination): Found {
  const { line = 1, column = 1, endLine = line, endColumn = column } = finding.place;
  const range = { start: { line: line - 1, character: column - 1 }, end: { line: endLine - 1, character: endColumn - 1 } };
  return { range, diagnostic: diagnosticOf(range, finding, messageOf(finding.reason, 'refuse', destination)) };
}

function diagnosticOf(range: Range, { rule, label }: Pick<Finding, 'rule' | 'label'>, message: string): Diagnostic {
  const severity = label === 'secret' ? DiagnosticSeverity.Warning : DiagnosticSeverity.Information;
  return { range, severity, source: 'Vigie', code: rule, message };
}

function byStart({ range: { start: a } }: Found, { range: { start: b } }: Found): number {
  return a.line - b.line || a.character - b.character;
}

/** Why it is found, and what becomes of it on the way to where requests go now. */
function messageOf(reason: string, mode: RedactionMode, destination: Destination): string {
  // Without an address nothing is sent anywhere.
  if (destination.origin === '') return reason;
  const name = destinationName(destination);
  switch (mode) {
    case 'redact':
      return l10n.t('{0} Vigie puts a placeholder in its place before anything goes to {1}.', reason, name);
    case 'ask':
      return l10n.t('{0} Nothing that holds it goes to {1} unless you ask for placeholders.', reason, name);
    case 'refuse':
      return l10n.t('{0} Nothing that holds it goes to {1}.', reason, name);
  }
}

function tooLong(): Diagnostic {
  const start = { line: 0, character: 0 };
  const message = l10n.t(
    'This text is longer than {0} kB, so Vigie marks no findings in it. All that is to be sent is checked all the same.',
    shownReach / 1000,
  );
  return { range: { start, end: start }, severity: DiagnosticSeverity.Information, source: 'Vigie', code: 'too-long', message };
}
