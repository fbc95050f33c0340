import * as l10n from '@vscode/l10n';
import {
  CodeActionKind,
  type ClientCapabilities,
  type CodeAction,
  type CodeActionParams,
  type Connection,
  type Diagnostic,
  type Range,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { OpenDocuments } from '../documents.ts';
import { fixable, type TextChange } from '../policy/fixes/fix.ts';
import { fromEnvironment } from '../policy/fixes/fromEnvironment.ts';
import { redactHere } from '../policy/fixes/redactHere.ts';
import type { Findings, Found } from './findings.ts';
import type { Marking } from './marking.ts';

/** What code actions need of the rest of the server. */
export interface CodeActionWorld {
  readonly connection: Connection;
  readonly capabilities: ClientCapabilities;
  readonly documents: OpenDocuments;
  readonly findings: Findings;
  readonly marking: Marking;
}

/**
 * Offers ways out of findings in code: read a credential from the environment, redact in the document, mark the file.
 * They go by the place that is asked about, so that an editor need not hand the diagnostics back.
 */
export function registerCodeActions({ connection, capabilities, documents, findings, marking }: CodeActionWorld): void {
  connection.onCodeAction(async ({ textDocument: { uri }, range, context }: CodeActionParams) => {
    // A kind stands for all below it: `quickfix` may be asked for as such, or by the empty kind of all.
    if (context.only?.every((kind) => kind !== '' && kind !== CodeActionKind.QuickFix) === true) return [];
    const document = documents.get(uri);
    if (document === undefined) return [];
    const { version } = document;
    const touched = (await findings.of(uri)).filter((found) => touches(found.range, range));
    if (touched.length === 0) return [];
    const marked = await marking.offer(uri);
    // Places of an older text are no places of this one.
    if (documents.get(uri)?.version !== version) return [];
    const actions = touched.flatMap((found) => actionsFor(found, document));
    const mark = markAction(touched, marked);
    return mark === undefined ? actions : [...actions, mark];
  });

  function actionsFor({ detected, diagnostic, range }: Found, document: TextDocument): CodeAction[] {
    if (detected === undefined) return [withoutLines(document, range, diagnostic)];
    const { hit, detector } = detected;
    const place = fixable(document.getText(), hit, document.languageId);
    const read = detector.rule === 'credentials' ? fromEnvironment(place) : undefined;
    const redacted = redactHere(place, detector);
    const fix = (title: string, changes: readonly TextChange[]): CodeAction => ({
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic],
      edit: editOf(document, changes),
    });
    return [
      ...(read === undefined
        ? []
        : [{ ...fix(l10n.t('Read it from the environment variable {0}', read.variable), read.changes), isPreferred: true }]),
      fix(l10n.t('Redact it here: {0}', redacted.text), [redacted]),
    ];
  }

  /** Takes a passage out with its last line's end: of what is refused as a whole, nothing can be redacted. */
  function withoutLines(document: TextDocument, { start, end }: Range, diagnostic: Diagnostic): CodeAction {
    const change = { start: document.offsetAt(start), end: document.offsetAt({ line: end.line + 1, character: 0 }), text: '' };
    return { title: l10n.t('Remove these lines'), kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], edit: editOf(document, [change]) };
  }

  function editOf(document: TextDocument, changes: readonly TextChange[]): WorkspaceEdit {
    const { uri, version } = document;
    const edits = changes.map(({ start, end, text }) => ({
      range: { start: document.positionAt(start), end: document.positionAt(end) },
      newText: text,
    }));
    return capabilities.workspace?.workspaceEdit?.documentChanges === true
      ? { documentChanges: [{ textDocument: { uri, version }, edits }] }
      : { changes: { [uri]: edits } };
  }
}

function markAction(touched: readonly Found[], edit: WorkspaceEdit | undefined): CodeAction | undefined {
  if (edit === undefined) return undefined;
  const diagnostics = touched.map(({ diagnostic }) => diagnostic);
  return { title: l10n.t('Mark this file as sensitive'), kind: CodeActionKind.QuickFix, diagnostics, edit };
}

/** Whether two ranges overlap or meet, as a cursor at the end of a finding does. */
function touches(a: Range, b: Range): boolean {
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

function isBefore(a: Range['start'], b: Range['start']): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
