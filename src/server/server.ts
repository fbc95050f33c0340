import { basename, join } from 'node:path';
import {
  CodeActionKind,
  TextDocumentSyncKind,
  type Connection,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver/node';
import manifest from '../../package.json';
import { statusNotification } from '../protocol/messages.ts';
import type { Settings } from '../protocol/settings.ts';
import { Ask } from './ask.ts';
import { BackEnd } from './backEnd.ts';
import { BackendError } from './backends/backend.ts';
import { Knowledge } from './backends/knowledge.ts';
import { MeasurementsFile } from './backends/measurementsFile.ts';
import { answerLanguage } from './chat/prompts.ts';
import { AheadBudget } from './completion/aheadBudget.ts';
import { systemClock } from './completion/clock.ts';
import { GhostText } from './completion/engine.ts';
import { createAttachments } from './createAttachments.ts';
import { createContext } from './createContext.ts';
import { createPolicy } from './createPolicy.ts';
import { createDocuments } from './documents.ts';
import { registerAttachments } from './features/attachments.ts';
import { registerChat } from './features/chat.ts';
import { Commands } from './features/commands.ts';
import { registerCheckBackEnd } from './features/checkBackEnd.ts';
import { followFiles, watchFiles } from './features/filesFollowed.ts';
import { registerGhostText } from './features/ghostText.ts';
import { registerCodeActions } from './features/codeActions.ts';
import { Findings } from './features/findings.ts';
import { registerLabel } from './features/label.ts';
import { LabelChanges, registerLabels } from './features/labels.ts';
import { Marking } from './features/marking.ts';
import { RulesDiagnostics } from './features/rulesDiagnostics.ts';
import { followRules } from './features/rulesFollowed.ts';
import { registerLink } from './features/link.ts';
import { registerModels } from './features/models.ts';
import { registerNetwork } from './features/network.ts';
import { registerPreview } from './features/preview.ts';
import { registerSettings } from './features/settings.ts';
import { showError } from './features/showError.ts';
import { TypedKeys } from './features/typedKeys.ts';
import { WarmUp } from './features/warmUp.ts';
import { registerVerifyAudit } from './features/verifyAudit.ts';
import { OpenFiles } from './openFiles.ts';
import { Door } from './net/door.ts';
import { KeyRing } from './net/keys.ts';
import { usualLimits, type Limits } from './net/limits.ts';
import { networkOf } from './net/networkOf.ts';
import { documentPath } from './policy/documentPath.ts';
import { nameOf, type WorkspaceFolder } from './policy/workspace.ts';
import { defaultStoragePath, folderOf, readSession, type SessionStart } from './session.ts';

/** Lets a connection speak with a new server, which waits for back ends as long as the limits say. */
export function serve(connection: Connection, limits: Limits = usualLimits): void {
  connection.onInitialize((params) => start(connection, params, limits));
}

/** Builds the server for one session: each part is given what it needs and nothing else. */
function start(connection: Connection, params: InitializeParams, limits: Limits): InitializeResult {
  const session = readSession(params);
  const { options, locale } = session;
  let settings = options.settings;
  let folders = session.folders;

  const typedKeys = new TypedKeys();
  const documents = createDocuments((uri, changes) => {
    typedKeys.note(uri, changes);
    warmUp.typed();
  });
  const openFiles = new OpenFiles(documents);
  const storage = options.storagePath ?? defaultStoragePath();
  const labelChanges = new LabelChanges(connection);
  const { workspace, labeller, audit, gate, flagged, close } = createPolicy({
    connection,
    documents,
    openFiles,
    folders,
    trusted: options.trusted,
    storage,
    retentionMonths: () => settings.audit.retentionMonths,
    onIndexChange: () => {
      labelChanges.note();
      findings.refresh();
    },
  });
  workspace.setOrganisationFile(settings.policyFile);
  const keys = new KeyRing();
  keys.replace(options.keys);
  const door = new Door({ keys, limits });
  let network = options.network;
  door.use(networkOf(settings, network));
  const knowledge = new Knowledge();
  const measurements = new MeasurementsFile(join(storage, 'servers.json'), knowledge);
  const backEnd = new BackEnd(settings, door, (status) => void connection.sendNotification(statusNotification, status), knowledge);
  const warmUp = new WarmUp({
    isWanted: () => settings.completion.enabled && workspace.trusted,
    open: () => void openAhead(),
  });
  const openAhead = async (): Promise<void> => {
    const destination = backEnd.destinationFor('completion');
    // A handshake tells a host that somebody works here and may show a client certificate, so it is not made where
    // nothing may be sent, nor before anything was.
    if (door.hasPostedTo(destination) && (await gate.labelOfParts([], destination)).maySend) await door.warm(destination);
  };
  const ask = new Ask(gate, backEnd);
  const nameOf = (uri: string): string => displayName(uri, folders);
  const onError = (error: unknown): void => {
    logFailure(connection, error);
  };
  const { context, filesChanged } = createContext({
    documents,
    openFiles,
    folders: () => folders.map(({ path }) => path),
    nameOf,
    gate,
    backEnd,
    onError,
  });
  const aheadBudget = new AheadBudget(systemClock, settings.completion.aheadBudget);
  const ghostText = new GhostText({
    ask: (draft, signal) => ask.complete(draft, signal),
    onError,
    context,
    mayGoAhead: () => goesAhead(settings, backEnd),
    aheadBudget,
    keepsPrompts: () => backEnd.keepsPrompts,
    usualLatency: () => backEnd.usualLatency,
  });
  const findings = new Findings({ connection, documents, workspace, labeller, destination: () => backEnd.destination });
  workspace.onDidChange(() => {
    context.forget();
    labelChanges.note();
    findings.refresh();
  });
  backEnd.onDidMove(() => {
    context.forget();
    findings.refresh();
  });
  followRules({ workspace, documents, backEnd, ghostText, diagnostics: new RulesDiagnostics(connection, openFiles) });

  const commands = new Commands({ connection, documents, openFiles, workspace, folders: () => folders.map(({ path }) => path) });
  followFiles({
    connection,
    documents,
    workspace,
    flagged,
    filesChanged: (uris) => {
      filesChanged();
      for (const uri of uris) ghostText.changed(uri);
      commands.changed(uris);
    },
    labelsChanged: () => {
      ghostText.forget();
      context.forget();
      labelChanges.note();
    },
  });

  const { takenCommand } = options;
  registerGhostText(connection, { ghostText, documents, workspace, typedKeys, wanted: () => settings.completion, takenCommand });
  const attachments = createAttachments({
    documents,
    openFiles,
    folders: () => folders.map(({ path }) => path),
    nameOf,
    workspace,
    labeller,
    reading: flagged,
    gate,
    destination: (service) => backEnd.destinationFor('chat', service),
  });
  const chatWorld = { ask, attachments, words: () => commands.words(), language: () => answerLanguage(locale) };
  registerChat(connection, chatWorld);
  registerPreview(connection, ghostText, { ...chatWorld, documents });
  registerAttachments(connection, { attachments, gate, destination: (service) => backEnd.destinationFor('chat', service) });
  registerLink(connection, gate);
  registerModels(connection, backEnd, gate);
  registerCheckBackEnd(connection, { door, gate, workspace, backEnd, knowledge, settings: () => settings });
  registerLabel(connection, gate, documents, backEnd);
  registerLabels({ connection, documents, workspace, labeller });
  const { capabilities } = params;
  const marking = new Marking({ connection, capabilities, workspace, labeller, openFiles });
  registerCodeActions({ connection, capabilities, documents, findings, marking });
  registerVerifyAudit(connection, storage);
  registerSettings(connection, {
    backEnd,
    keys,
    workspace,
    changed: (next) => {
      settings = next;
      door.use(networkOf(settings, network));
      aheadBudget.allow(next.completion.aheadBudget);
      ghostText.forget();
      context.forget();
      workspace.setOrganisationFile(next.policyFile);
      findings.refresh();
      void workspace.now();
    },
    trustChanged: () => {
      commands.refresh();
    },
  });
  registerNetwork(connection, (next) => {
    network = next;
    door.use(networkOf(settings, network));
    backEnd.keysChanged();
  });
  documents.listen(connection);
  // While the client reads the answer there is nothing else to do.
  setImmediate(() => {
    door.prepare();
  });
  connection.onInitialized(async () => {
    announce(connection, session, backEnd);
    void measurements.load();
    audit.sweep().catch((error: unknown) => {
      connection.console.error(`The audit log could not be looked through: ${error instanceof Error ? error.message : String(error)}`);
    });
    await watchFiles(connection, params);
    if (params.capabilities.workspace?.workspaceFolders === true) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.flatMap(folderOf).map(({ path }) => path));
        folders = [...folders.filter(({ path }) => !gone.has(path)), ...added.flatMap(folderOf)];
        workspace.setFolders(folders);
        commands.refresh();
        ghostText.forget();
        context.forget();
        void workspace.now();
      });
    }
    commands.refresh();
    await workspace.now();
  });
  connection.onShutdown(async () => {
    findings.close();
    labelChanges.close();
    await Promise.all([door.close(), measurements.flush(), close()]);
  });

  return {
    serverInfo: { name: manifest.name, version: manifest.version },
    capabilities: {
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
      inlineCompletionProvider: true,
      codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
  };
}

/**
 * Whether the model may be asked for more than the person waits for. The Mistral API bills by the token, and a server
 * that writes on for nobody would keep the person waiting for what they want next.
 */
function goesAhead({ backend, completion: { ahead } }: Settings, { writesOn }: BackEnd): boolean {
  return ahead === 'on' || (ahead === 'auto' && backend === 'gateway' && !writesOn);
}

/** Says how things stand at the start. */
function announce(connection: Connection, { problem }: SessionStart, backEnd: BackEnd): void {
  if (problem !== undefined) showError(connection, problem);
  void connection.sendNotification(statusNotification, backEnd.status);
}

/** Notes a failure that no person waits for. A back end's shows in the status; of others only the kind is noted. */
function logFailure(connection: Connection, error: unknown): void {
  if (!(error instanceof BackendError)) connection.console.error(`Ghost text failed: ${error instanceof Error ? error.name : typeof error}`);
}

function displayName(uri: string, folders: readonly WorkspaceFolder[]): string {
  const document = documentPath(uri);
  if (document.kind !== 'file') return document.name;
  const [path] = document.paths;
  const name = nameOf(path, folders);
  // The path of a file outside the workspace may name people and studies; a model does not need it.
  return name === path ? basename(path) : name;
}
