import { fileURLToPath } from 'node:url';
import { DiagnosticSeverity, type Connection } from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { functionParamsSchema, type CommandsResult, type CommandView, type FunctionResult } from '../../protocol/command.ts';
import { commandsChangedNotification, commandsRequest, functionRequest } from '../../protocol/messages.ts';
import { builtInCommands, takenNames } from '../chat/commands/builtIn.ts';
import { functionAround } from '../chat/commands/functionAround.ts';
import {
  isWorkspaceWords,
  readWorkspaceWords,
  type PromptFileProblems,
  type WorkspacePrompt,
  type WorkspaceWords,
} from '../chat/commands/workspacePrompts.ts';
import type { OpenDocuments } from '../documents.ts';
import type { OpenFiles } from '../openFiles.ts';
import type { Workspace } from '../policy/workspace.ts';

/** What commands need of the rest of the server. */
export interface CommandsWorld {
  readonly connection: Connection;
  readonly documents: OpenDocuments;
  readonly openFiles: OpenFiles;
  readonly workspace: Workspace;
  /** The paths of the workspace's folders. */
  readonly folders: () => readonly string[];
}

/** The commands of the chat: Vigie's own, and the prompts of the workspace, whose faults are shown at their places. */
export class Commands {
  readonly #world: CommandsWorld;
  #shown = new Set<string>();
  #round = 0;

  constructor(world: CommandsWorld) {
    this.#world = world;
    const { connection, documents } = world;
    connection.onRequest(commandsRequest, async (): Promise<CommandsResult> => {
      const { prompts } = await this.words();
      return { commands: [...builtInCommands(), ...prompts.map(viewOf)] };
    });
    connection.onRequest(functionRequest, (params: unknown) => this.#functionAt(params));
    const follow = ({ document: { uri } }: { document: { uri: string } }): void => {
      this.changed([uri]);
    };
    documents.onDidChangeContent(follow);
    documents.onDidClose(follow);
  }

  /** What the workspace says to a model now; nothing in one that is not trusted. */
  words(): Promise<WorkspaceWords> {
    const { workspace, openFiles, folders } = this.#world;
    return readWorkspaceWords({
      folders,
      trusted: () => workspace.trusted,
      openText: (path) => openFiles.at(path)?.getText(),
      taken: takenNames,
    });
  }

  /** Some files have changed, by their URIs: tells of it where prompts are among them. */
  changed(uris: readonly string[]): void {
    // A key in a program asks this too, whose address need not be taken apart.
    if (uris.some((uri) => uri.endsWith('.md') && uri.startsWith('file:') && isWorkspaceWords(URI.parse(uri).fsPath))) this.refresh();
  }

  /** Looks at the prompts of the workspace anew: shows what is wrong with them, and says that there may be others. */
  refresh(): void {
    void this.#world.connection.sendNotification(commandsChangedNotification);
    this.#round += 1;
    const round = this.#round;
    this.words()
      .then(({ problems }) => {
        // What was read before the last change says nothing of the files of now.
        if (round === this.#round) this.#show(problems);
      })
      .catch((error: unknown) => {
        this.#world.connection.console.error(`The prompts of the workspace could not be read: ${error instanceof Error ? error.name : typeof error}`);
      });
  }

  #show(problems: readonly PromptFileProblems[]): void {
    const { connection } = this.#world;
    const now = new Map(problems.map((each) => [this.#uriOf(each.uri), each]));
    for (const uri of this.#shown) if (!now.has(uri)) void connection.sendDiagnostics({ uri, diagnostics: [] });
    for (const [uri, each] of now) void connection.sendDiagnostics({ uri, diagnostics: diagnosticsOf(each) });
    this.#shown = new Set(now.keys());
  }

  /** The editor's spelling of a file's URI, where it is open. */
  #uriOf(uri: string): string {
    return this.#world.openFiles.at(fileURLToPath(uri))?.uri ?? uri;
  }

  #functionAt(params: unknown): FunctionResult {
    const { uri, position } = functionParamsSchema.parse(params);
    const document = this.#world.documents.get(uri);
    if (document === undefined) return {};
    const { languageId } = document;
    const found = functionAround({ languageId, text: document.getText() }, document.offsetAt(position));
    if (found === undefined) return {};
    return { lines: { first: document.positionAt(found.start).line, last: document.positionAt(found.end).line } };
  }
}

function viewOf({ name, uri, prompt: { title, description, argument } }: WorkspacePrompt): CommandView {
  return {
    name,
    aliases: [],
    title: title ?? name,
    description: description ?? '',
    ...(argument !== undefined && { argument }),
    uri,
  };
}

function diagnosticsOf({ problems }: PromptFileProblems) {
  return problems.map(({ line, severity, message }) => ({
    severity: severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
    source: 'Vigie',
    message,
    range: { start: { line, character: 0 }, end: { line, character: Number.MAX_SAFE_INTEGER } },
  }));
}
