import { basename } from 'node:path';
import { CancellationToken, type Connection } from 'vscode-languageserver/node';
import type { ChatProgress, ChatResult } from '../../src/protocol/chat.ts';
import { chatRequest } from '../../src/protocol/messages.ts';
import type { Settings } from '../../src/protocol/settings.ts';
import { Ask } from '../../src/server/ask.ts';
import { BackEnd } from '../../src/server/backEnd.ts';
import { takenNames } from '../../src/server/chat/commands/builtIn.ts';
import { readWorkspaceWords } from '../../src/server/chat/commands/workspacePrompts.ts';
import { ownWords } from '../../src/server/chat/prompts.ts';
import { GhostText } from '../../src/server/completion/engine.ts';
import { createAttachments } from '../../src/server/createAttachments.ts';
import { createDocuments, headReader } from '../../src/server/documents.ts';
import { registerChat } from '../../src/server/features/chat.ts';
import { TypedKeys } from '../../src/server/features/typedKeys.ts';
import { registerGhostText } from '../../src/server/features/ghostText.ts';
import { RulesDiagnostics } from '../../src/server/features/rulesDiagnostics.ts';
import { followRules } from '../../src/server/features/rulesFollowed.ts';
import type { Door } from '../../src/server/net/door.ts';
import { OpenFiles } from '../../src/server/openFiles.ts';
import type { KinshipIndex, Passage } from '../../src/server/policy/byKinship.ts';
import { Decider } from '../../src/server/policy/decision.ts';
import { documentPath } from '../../src/server/policy/documentPath.ts';
import { FlaggedFiles } from '../../src/server/policy/flaggedFiles.ts';
import { Gate } from '../../src/server/policy/gate.ts';
import { Labeller } from '../../src/server/policy/labeller.ts';
import { Sources } from '../../src/server/policy/sources/sources.ts';
import { nameOf, Workspace, type WorkspaceFolder } from '../../src/server/policy/workspace.ts';
import { MemoryAudit } from '../support/policy.ts';
import { positionAt, type Editor } from './editor.ts';
import { FlaggedNow } from './flaggedNow.ts';

/** The parts that decide, each as the product has it or as a mutant has it. */
export interface Parts {
  readonly workspace: (...options: ConstructorParameters<typeof Workspace>) => Workspace;
  readonly labeller: (...options: ConstructorParameters<typeof Labeller>) => Labeller;
  readonly gate: (...options: ConstructorParameters<typeof Gate>) => Gate;
  readonly ghostText: (...options: ConstructorParameters<typeof GhostText>) => GhostText;
  readonly kinship: (index: KinshipIndex) => KinshipIndex;
  readonly words: typeof readWorkspaceWords;
}

export const realParts: Parts = {
  workspace: (...options) => new Workspace(...options),
  labeller: (...options) => new Labeller(...options),
  gate: (...options) => new Gate(...options),
  ghostText: (...options) => new GhostText(...options),
  kinship: (index) => index,
  words: readWorkspaceWords,
};

/** What a session starts with. */
export interface SessionStart {
  readonly folders: readonly string[];
  readonly organisation: string;
  readonly user: string;
  readonly settings: Settings;
  readonly door: Door;
  /** The passages of every table of the world, flagged or not. */
  readonly passages: { kinOf(text: string): readonly Passage[] };
  /** The files in the folders that have other names, or passages that could be known again. */
  readonly known: readonly { readonly path: string; readonly canary: string }[];
}

type Handler = (...values: unknown[]) => unknown;

/**
 * A session of the server in this process, put together as `server.ts` does it, with the features registered at a
 * connection that calls them directly.
 */
export function startSession(start: SessionStart, parts: Parts = realParts): Editor {
  const handlers = new Map<string, Handler>();
  const on = (name: string) => (handler: Handler) => {
    handlers.set(name, handler);
    return { dispose: () => handlers.delete(name) };
  };
  const call = (name: string, ...values: unknown[]): unknown => handlers.get(name)?.(...values);
  let shown = '';
  const connection = {
    onDidOpenTextDocument: on('open'),
    onDidChangeTextDocument: on('change'),
    onDidCloseTextDocument: on('close'),
    onWillSaveTextDocument: on('willSave'),
    onWillSaveTextDocumentWaitUntil: on('willSaveWaitUntil'),
    onDidSaveTextDocument: on('save'),
    onRequest: (name: string, handler: Handler) => on(name)(handler),
    sendProgress: (_type: unknown, _token: unknown, { text }: ChatProgress) => {
      shown += text;
      return Promise.resolve();
    },
    sendDiagnostics: () => Promise.resolve(),
    languages: { inlineCompletion: { on: on('inlineCompletion') } },
  } as unknown as Connection;

  const folders: WorkspaceFolder[] = start.folders.map((path) => ({ path, name: basename(path) }));
  const typedKeys = new TypedKeys();
  const documents = createDocuments((uri, changes) => {
    typedKeys.note(uri, changes);
  });
  const openFiles = new OpenFiles(documents);
  const { organisation, user } = start;
  const workspace = parts.workspace(folders, true, { organisation, user, openText: (file) => openFiles.at(file)?.getText() });
  const flaggedNow = new FlaggedNow(start.passages);
  const kinship = parts.kinship(flaggedNow);
  const labeller = parts.labeller({ readHeads: headReader(documents, openFiles), ownWords, sources: [new Sources()], kinship });
  const flagged = new FlaggedFiles(workspace, labeller, flaggedNow);
  let isOutdated = true;
  /**
   * Has the files looked at that could matter to a text; all others would make no difference to it.
   * @param reads whether the server will read more from the disk
   */
  const follow = async (text: string, reads = false): Promise<void> => {
    if (!isOutdated || (!reads && !start.known.some(({ canary }) => text.includes(canary)))) return;
    isOutdated = false;
    await flagged.look(start.known.map(({ path }) => path));
  };
  const gate = parts.gate(new Decider(workspace, labeller, flagged), new MemoryAudit());
  const backEnd = new BackEnd(start.settings, start.door, () => undefined);
  const ask = new Ask(gate, backEnd);
  const failures: unknown[] = [];
  const underWay = new Set<object>();
  const ghostText = parts.ghostText({ ask: (draft, signal) => followed(ask.complete(draft, signal), underWay), onError: (error) => failures.push(error) });
  /** Until nothing is asked ahead of the person any more: each step is judged by what it has sent. */
  const settled = async (): Promise<void> => {
    // What was left may still be on its way to the recorder, which lives in this process.
    for (let quiet = 0; quiet < 3; quiet = underWay.size > 0 ? 0 : quiet + 1) await new Promise((resolve) => setTimeout(resolve, 1));
  };
  followRules({ workspace, documents, backEnd, ghostText, diagnostics: new RulesDiagnostics(connection, openFiles) });
  registerGhostText(connection, { ghostText, documents, workspace, typedKeys, wanted: () => ({ ...start.settings.completion, languages: {} }) });
  const displayName = (uri: string): string => {
    const document = documentPath(uri);
    return document.kind === 'file' ? nameOf(document.paths[0], folders) : document.name;
  };
  const attachments = createAttachments({
    documents,
    openFiles,
    folders: () => start.folders,
    nameOf: displayName,
    workspace,
    labeller,
    reading: flagged,
    gate,
    destination: (service) => backEnd.destinationFor('chat', service),
  });
  const words = () =>
    parts.words({
      folders: () => start.folders,
      trusted: () => workspace.trusted,
      openText: (path) => openFiles.at(path)?.getText(),
      taken: takenNames,
    });
  registerChat(connection, { ask, attachments, words, language: () => 'en' });
  documents.listen(connection);

  return {
    async open(uri, languageId, text) {
      await call('open', { textDocument: { uri, languageId, version: 1, text } });
    },
    async close(uri) {
      await call('close', { textDocument: { uri } });
    },
    async ghostText(uri, text, offset) {
      const asked = { textDocument: { uri }, position: positionAt(text, offset), context: { triggerKind: 1 } };
      await follow(text);
      const items = (await call('inlineCompletion', asked, CancellationToken.None)) as readonly { insertText: string }[];
      await settled();
      if (failures.length > 0) throw new Error('Ghost text failed.', { cause: failures[0] });
      return items.map(({ insertText }) => insertText);
    },
    async chat(params) {
      shown = '';
      const readFiles = [...(params.attachments ?? []), ...(params.command === undefined ? [] : [params.command])];
      const reads = readFiles.some((each) => 'uri' in each && documents.get(each.uri) === undefined);
      await follow(documents.all().map((each) => each.getText()).join('\n') + JSON.stringify(params), reads);
      const full = { history: [], text: '', attachments: [], ...params, partialResultToken: 1 };
      const result = (await call(chatRequest, full, CancellationToken.None)) as ChatResult;
      return { result, shown };
    },
    use(settings) {
      backEnd.use(settings);
      ghostText.forget();
      return Promise.resolve();
    },
    trust(trusted) {
      workspace.trusted = trusted;
      return Promise.resolve();
    },
    async changed() {
      ghostText.forget();
      isOutdated = true;
      await workspace.now();
    },
    stop: () => {
      ghostText.forget();
      return settled();
    },
  };
}

/** Hands on a stream, noting as long as it is read from. */
async function* followed<T, R>(stream: AsyncGenerator<T, R>, underWay: Set<object>): AsyncGenerator<T, R> {
  underWay.add(stream);
  try {
    return yield* stream;
  } finally {
    underWay.delete(stream);
  }
}
