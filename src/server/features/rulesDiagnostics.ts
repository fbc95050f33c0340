import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DiagnosticSeverity, type Connection, type Diagnostic } from 'vscode-languageserver/node';
import { rulesFileName } from '../../protocol/rules.ts';
import type { OpenDocuments } from '../documents.ts';
import { documentPath } from '../policy/documentPath.ts';
import { parseRules, type RulesProblem } from '../policy/rules/parse.ts';
import type { Workspace } from '../policy/workspace.ts';

/** Shows what is wrong with a rule file at the place: as it is typed, and as it lies on the disk. */
export class RulesDiagnostics {
  readonly #connection: Connection;
  readonly #documents: OpenDocuments;
  readonly #workspace: Workspace;

  constructor(connection: Connection, documents: OpenDocuments, workspace: Workspace) {
    this.#connection = connection;
    this.#documents = documents;
    this.#workspace = workspace;
    documents.onDidChangeContent(({ document }) => {
      if (isRulesFile(document.uri)) void this.refresh();
    });
    documents.onDidClose(({ document }) => {
      if (isRulesFile(document.uri)) void this.refresh();
    });
  }

  /** Looks at every rule file again. */
  async refresh(): Promise<void> {
    for (const { rules } of (await this.#workspace.now()).folders) {
      const uri = pathToFileURL(rules.file).href;
      const open = this.#documents.all().find((document) => samePath(document.uri, rules.file));
      const problems = open === undefined ? rules.problems : problemsOf(open.getText());
      await this.#connection.sendDiagnostics({ uri: open?.uri ?? uri, diagnostics: problems.map(diagnostic) });
    }
  }
}

function isRulesFile(uri: string): boolean {
  const document = documentPath(uri);
  return document.kind === 'file' && basename(document.paths[0]) === rulesFileName;
}

function samePath(uri: string, path: string): boolean {
  const document = documentPath(uri);
  return uri.startsWith('file:') && document.kind === 'file' && document.paths[0] === path;
}

function problemsOf(text: string): readonly RulesProblem[] {
  const parsed = parseRules(text);
  return 'problems' in parsed ? parsed.problems : [];
}

function diagnostic({ message, line, column }: RulesProblem): Diagnostic {
  const start = { line: line - 1, character: column - 1 };
  return {
    severity: DiagnosticSeverity.Error,
    source: 'Vigie',
    message,
    range: { start, end: { line: start.line, character: Number.MAX_SAFE_INTEGER } },
  };
}
