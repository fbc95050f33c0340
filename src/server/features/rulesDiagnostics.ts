import { pathToFileURL } from 'node:url';
import { DiagnosticSeverity, type Connection, type Diagnostic } from 'vscode-languageserver/node';
import type { PolicyNow, PolicyProblem } from '../policy/policyNow.ts';
import type { OpenFiles } from '../openFiles.ts';

/** Shows what is wrong with a rule file at the place, in whatever layer it is. */
export class RulesDiagnostics {
  readonly #connection: Connection;
  readonly #openFiles: OpenFiles;
  /** The documents that have diagnostics now. */
  #shown = new Set<string>();

  constructor(connection: Connection, openFiles: OpenFiles) {
    this.#connection = connection;
    this.#openFiles = openFiles;
  }

  /** Shows the problems of these rules, and of no others. */
  show({ problems }: PolicyNow): void {
    const byUri = new Map<string, PolicyProblem[]>();
    for (const problem of problems) {
      const uri = this.#openFiles.at(problem.file)?.uri ?? pathToFileURL(problem.file).href;
      byUri.set(uri, [...(byUri.get(uri) ?? []), problem]);
    }
    for (const uri of this.#shown) if (!byUri.has(uri)) void this.#connection.sendDiagnostics({ uri, diagnostics: [] });
    for (const [uri, found] of byUri) void this.#connection.sendDiagnostics({ uri, diagnostics: found.map(diagnostic) });
    this.#shown = new Set(byUri.keys());
  }
}

function diagnostic({ message, line, column }: PolicyProblem): Diagnostic {
  const start = { line: line - 1, character: column - 1 };
  return {
    severity: DiagnosticSeverity.Error,
    source: 'Vigie',
    message,
    range: { start, end: { line: start.line, character: Number.MAX_SAFE_INTEGER } },
  };
}
