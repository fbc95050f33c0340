import * as vscode from 'vscode';
import { filesAtMost, type Attachment, type Problem } from '../../../protocol/attachment.ts';
import { schemes } from '../../languageClient.ts';

/** So many problems of one file are attached; the worst first. */
const problemsAtMost = 200;

/** The longest message that is attached, in characters: compilers can be wordy. */
const longestMessage = 2000;

const severities: Readonly<Record<vscode.DiagnosticSeverity, Problem['severity']>> = {
  [vscode.DiagnosticSeverity.Error]: 'error',
  [vscode.DiagnosticSeverity.Warning]: 'warning',
  [vscode.DiagnosticSeverity.Information]: 'information',
  [vscode.DiagnosticSeverity.Hint]: 'hint',
};

/**
 * The problems that the editor shows in one document, or in all; without Vigie's own, which say what must not be sent.
 * @returns undefined where there are none
 */
export function problemsIn(uri?: vscode.Uri): Extract<Attachment, { kind: 'problems' }> | undefined {
  const told: (readonly [vscode.Uri, readonly vscode.Diagnostic[]])[] =
    uri === undefined ? vscode.languages.getDiagnostics() : [[uri, vscode.languages.getDiagnostics(uri)]];
  const files = told
    .filter(([{ scheme }]) => schemes.includes(scheme))
    .map(([of, diagnostics]) => ({ uri: of.toString(), problems: problemsOf(diagnostics) }))
    .filter(({ problems }) => problems.length > 0)
    .slice(0, filesAtMost);
  return files.length === 0 ? undefined : { kind: 'problems', files };
}

/** Problems as they are attached, the worst first; without Vigie's own. */
export function problemsOf(diagnostics: readonly vscode.Diagnostic[]): Problem[] {
  return diagnostics
    .filter(({ source }) => source !== 'Vigie')
    .sort((a, b) => a.severity - b.severity)
    .slice(0, problemsAtMost)
    .map(({ range: { start, end }, severity, message, source }) => ({
      range: {
        start: { line: start.line, character: start.character },
        end: { line: end.line, character: end.character },
      },
      severity: severities[severity],
      message: message.slice(0, longestMessage),
      ...(source !== undefined && { source: source.slice(0, 200) }),
    }));
}
