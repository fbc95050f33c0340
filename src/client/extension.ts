import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { Badges } from './badges.ts';
import { Attachments } from './chat/attachments.ts';
import { Adding } from './chat/attachments/add.ts';
import { Finder } from './chat/attachments/find.ts';
import { refusedByPath } from './chat/attachments/refused.ts';
import { BlockActions } from './chat/blocks/actions.ts';
import { Conversation } from './chat/conversation.ts';
import { Conversations } from './chat/conversations.ts';
import { ModelChoices } from './chat/modelChoices.ts';
import { ModelPicker } from './chat/modelPicker.ts';
import { ChatPanel } from './chat/panel.ts';
import { chatTab } from './chat/pages.ts';
import { LastEditor } from './chat/places.ts';
import { DiskFiles, MemoryFiles } from './chat/store/files.ts';
import { ConversationStore } from './chat/store/store.ts';
import { showActions, switchBackend } from './choices.ts';
import { registerCommandActions } from './commands/codeActions.ts';
import { CodeCommands } from './commands/codeCommands.ts';
import { KnownCommands } from './commands/known.ts';
import { MissedGhostText } from './ghostText.ts';
import { Keys } from './keys.ts';
import { Labels } from './labels.ts';
import { schemes, writtenSchemes } from './languageClient.ts';
import { markFiles } from './marking.ts';
import { NetworkSettings } from './network.ts';
import { Offers } from './offers.ts';
import { PreviewDocuments } from './preview/documents.ts';
import { nextCompletion } from './preview/subjects.ts';
import { Server } from './server.ts';
import { openSettings } from './settings.ts';
import { Statistics } from './statistics/statistics.ts';
import { Shield } from './status.ts';
import { wakeForEditors } from './waking.ts';
import { whyBlocked } from './why/blocked.ts';
import { AuditVerification } from './verifyAudit.ts';
import { BackEndCheck } from './checkBackEnd.ts';

/** What `activate` returns, for tests in the extension host. */
export interface VigieApi {
  readonly server: Server;
  readonly keys: Keys;
  readonly conversation: Conversation;
  readonly models: ModelChoices;
  readonly attachments: Attachments;
  readonly lastEditor: LastEditor;
  readonly badges: Badges;
  readonly statistics: Statistics;
}

let server: Server | undefined;
let conversations: Conversations | undefined;

/**
 * Registers the view and the commands at once; the server starts in the background once something asks for it.
 * @returns nothing but to the tests: any other extension could read the keys from it.
 */
export function activate(context: vscode.ExtensionContext): VigieApi | undefined {
  // What the client shares with the other programs is worded with the library that they use.
  l10n.config({ contents: vscode.l10n.bundle ?? {} });
  const log = vscode.window.createOutputChannel('Vigie', { log: true });
  const keys = new Keys(context.secrets);
  const network = new NetworkSettings(context.secrets);
  const statistics = new Statistics(context.globalState);
  const offers = new Offers(statistics, writtenSchemes.map((scheme) => ({ scheme })));
  const started = new Server({ context, keys, network, log, offers });
  server = started;
  const models: ModelChoices = new ModelChoices(started, context.workspaceState, () => conversation.thread.id);
  const conversation = new Conversation(started, () => models.current);
  const modelPicker = new ModelPicker(started, models);
  const kept = new Conversations({ conversation, store: storeOf(context), memento: context.workspaceState });
  conversations = kept;
  const labels = new Labels(started);
  const attachments = new Attachments(started, labels, models);
  const finder = new Finder(
    (uri) => attachments.refuses(uri),
    (uris) => refusedByPath(uris, models.destination, (of) => started.labels(of)),
  );
  const adding = new Adding(attachments, finder);
  const lastEditor = new LastEditor();
  const blocks = new BlockActions(lastEditor, (turn) => conversation.askedAgain(turn)?.attachments ?? []);
  const previews = new PreviewDocuments(started);
  const known = new KnownCommands(started);
  const code = new CodeCommands({ conversation, attachments, server: started, known });
  const badges = new Badges(started);
  const panel = new ChatPanel({
    extensionUri: context.extensionUri,
    server: started,
    keys,
    conversation,
    conversations: kept,
    models,
    modelPicker,
    attachments,
    adding,
    finder,
    lastEditor,
    blocks,
    commands: known,
    previews,
  });
  const shield = new Shield({ server: started, labels, choices: models, previews });
  const showWhatWouldBeSent = (): unknown => {
    if (previews.refresh()) return undefined;
    const editor = vscode.window.activeTextEditor;
    return editor !== undefined && schemes.includes(editor.document.uri.scheme)
      ? previews.show(nextCompletion(editor))
      : panel.showNext();
  };
  const auditVerification = new AuditVerification(started);
  const backEndCheck = new BackEndCheck(started, keys);
  const commands: Record<string, (...args: unknown[]) => unknown> = {
    'vigie.explainSelection': (...clicked) => code.run('explain', ...clicked),
    'vigie.review': (...clicked) => code.run('review', ...clicked),
    'vigie.document': (...clicked) => code.run('document', ...clicked),
    'vigie.writeTests': (...clicked) => code.run('tests', ...clicked),
    'vigie.fix': (...clicked) => code.run('fix', ...clicked),
    'vigie.translate': (...clicked) => code.run('translate', ...clicked),
    'vigie.newConversation': () => kept.begin().then(() => { panel.back(); }),
    'vigie.showConversations': () => panel.showConversations(),
    'vigie.renameConversation': () => kept.rename().then(() => { panel.back(); }),
    'vigie.exportConversation': () => kept.export().then((shown) => { if (!shown) panel.back(); }),
    'vigie.deleteConversation': () => kept.remove().then(() => { panel.back(); }),
    'vigie.pickModel': () => panel.pickModel(),
    'vigie.openChatInEditor': () => {
      panel.openTab();
    },
    'vigie.focusChat': () => panel.focus(),
    'vigie.addToChat': (...clicked) => adding.addClicked(...clicked),
    'vigie.addColumnsToChat': (...clicked) => adding.addColumns(...clicked),
    'vigie.addTerminalSelectionToChat': () => adding.addTerminalSelection(),
    'vigie.addContext': () => adding.choose(),
    'vigie.switchBackend': () => switchBackend(started),
    'vigie.setMistralKey': () => keys.ask('mistral'),
    'vigie.setGatewayKey': () => keys.ask('gateway'),
    'vigie.setClientPassphrase': () => network.askPassphrase(),
    'vigie.restartServer': () => started.restart(),
    'vigie.showActions': () => showActions(started, shield, labels, log),
    'vigie.openSettings': () => openSettings(),
    'vigie.whyBlocked': async (from) => {
      const led = await whyBlocked({ server: started, labels, conversation }, from);
      if (from === 'chat' && !led) panel.back();
    },
    'vigie.showWhatWouldBeSent': () => showWhatWouldBeSent(),
    'vigie.showWhatChatWouldSend': () => panel.showNext(),
    'vigie.refreshPreview': () => previews.refresh(),
    'vigie.markFile': (...clicked) => markFiles(started, true, ...clicked),
    'vigie.unmarkFile': (...clicked) => markFiles(started, false, ...clicked),
    'vigie.verifyAuditLog': () => auditVerification.verify(),
    'vigie.checkBackEnd': () => backEndCheck.check(),
    'vigie.showGhostTextStatistics': () => statistics.show(),
    'vigie.resetGhostTextStatistics': () => statistics.reset(),
  };
  context.subscriptions.push(
    log,
    keys,
    network,
    started,
    labels,
    kept,
    models,
    conversation,
    attachments,
    finder,
    lastEditor,
    blocks,
    previews,
    known,
    registerCommandActions(),
    badges,
    vscode.window.registerFileDecorationProvider(badges),
    panel,
    shield,
    auditVerification,
    backEndCheck,
    new MissedGhostText(started, offers),
    statistics,
    offers,
    vscode.window.registerWebviewViewProvider(ChatPanel.view, panel, {
      webviewOptions: { retainContextWhenHidden: true },
    }),
    vscode.window.registerWebviewPanelSerializer(chatTab, panel),
    ...Object.entries(commands).map(([id, run]) =>
      vscode.commands.registerCommand(id, (...args: unknown[]) => {
        // Whoever uses Vigie is told how things stand, be it by a command that asks the server nothing.
        started.wake();
        return run(...args);
      }),
    ),
    wakeForEditors(started),
  );
  if (context.extensionMode !== vscode.ExtensionMode.Test) return undefined;
  return { server: started, keys, conversation, models, attachments, lastEditor, badges, statistics };
}

/** Conversations lie with the workspace, on this machine; a window without a folder keeps them in memory. */
function storeOf({ storageUri }: vscode.ExtensionContext): ConversationStore {
  const files = storageUri === undefined ? new MemoryFiles() : new DiskFiles(vscode.Uri.joinPath(storageUri, 'conversations').fsPath);
  return new ConversationStore(files);
}

/** Keeps what has come of the conversation and shuts the server down; VS Code waits for it. */
export async function deactivate(): Promise<void> {
  await conversations?.flush();
  await server?.stop();
}
