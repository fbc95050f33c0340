import * as vscode from 'vscode';
import { schemes } from './languageClient.ts';
import type { LabelResult } from '../protocol/status.ts';
import type { ModelChoices } from './chat/modelChoices.ts';
import { nameOf } from './chat/names.ts';
import { labelName } from '../protocol/labelName.ts';
import type { Labels } from './labels.ts';
import type { PreviewDocuments } from './preview/documents.ts';
import type { Server } from './server.ts';
import { configuredDestination } from './settings.ts';
import { backendWord, serverTrouble } from './words.ts';

/** How long the editor must rest before the shield follows it, in milliseconds. */
const rest = 100;

/** How long the person must rest from typing before the shield follows what they wrote, in milliseconds. */
const typingRest = 500;

/** How many reasons the shield tells, each once; Why Blocked? has all. */
const reasonsAtMost = 3;

/** What the shield shows the state of. */
export interface ShieldWorld {
  readonly server: Server;
  readonly labels: Labels;
  /** Says where the conversation that is shown goes. */
  readonly choices: Pick<ModelChoices, 'service' | 'destination' | 'onDidChange'>;
  readonly previews: Pick<PreviewDocuments, 'refuses' | 'onDidJudge'>;
}

/** The shield in the status bar: where requests go, the label of the current file, and whether it may go there. */
export class Shield implements vscode.Disposable {
  readonly #server: Server;
  readonly #labels: Labels;
  readonly #choices: ShieldWorld['choices'];
  readonly #previews: ShieldWorld['previews'];
  readonly #item: vscode.StatusBarItem;
  readonly #subscriptions: { dispose(): unknown }[];
  #timer: NodeJS.Timeout | undefined;
  #label: LabelResult | undefined;
  #round = 0;

  constructor({ server, labels, choices, previews }: ShieldWorld) {
    this.#server = server;
    this.#labels = labels;
    this.#choices = choices;
    this.#previews = previews;
    this.#item = vscode.window.createStatusBarItem('vigie.status', vscode.StatusBarAlignment.Right, 100);
    this.#item.name = vscode.l10n.t('Vigie: destination and label');
    this.#item.command = 'vigie.showActions';
    const followAfter = (delay: number): void => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#refresh(), delay);
    };
    const follow = (): void => {
      followAfter(rest);
    };
    this.#subscriptions = [
      this.#item,
      vscode.window.onDidChangeActiveTextEditor(follow),
      labels.onDidChange(follow),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document === vscode.window.activeTextEditor?.document) followAfter(typingRest);
      }),
      ...[server.onDidChange, choices.onDidChange, previews.onDidJudge].map((onDidChange) =>
        onDidChange(() => {
          this.#draw();
        }),
      ),
    ];
    this.#draw();
    this.#item.show();
    follow();
  }

  /** Whether the shield says that the current file may not be sent. */
  get blocked(): boolean {
    const { origin } = this.#server.status?.destination ?? configuredDestination();
    return origin !== '' && this.#label?.maySend === false;
  }

  /** What to know beside a preview of what would not be sent; undefined beside anything else. */
  get #foreseen(): string | undefined {
    const uri = vscode.window.activeTextEditor?.document.uri;
    return uri !== undefined && this.#previews.refuses(uri) ? vscode.l10n.t('What this page is about would not be sent.') : undefined;
  }

  async #refresh(): Promise<void> {
    this.#round += 1;
    const round = this.#round;
    const uri = vscode.window.activeTextEditor?.document.uri;
    const label =
      uri !== undefined && schemes.includes(uri.scheme)
        ? await this.#labels.of(uri)
        : undefined;
    if (round !== this.#round) return;
    this.#label = label;
    this.#draw();
  }

  #draw(): void {
    const trouble = serverTrouble(this.#server);
    const { backend } = this.#server.status?.destination ?? configuredDestination();
    const label = this.#label;
    const words = label === undefined ? backendWord(backend) : `${backendWord(backend)} · ${labelName(label.label)}`;
    const { blocked } = this;
    const foreseen = this.#foreseen;
    const warns = blocked || trouble !== undefined || foreseen !== undefined;
    // Not by colour alone: some themes show none, and some people see none.
    const icon = this.#server.state === 'starting' ? '$(loading~spin)' : warns ? '$(warning)' : '$(shield)';
    this.#item.text = `${icon} ${vscode.l10n.t('Vigie: {0}', words)}`;
    this.#item.backgroundColor = warns ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    this.#item.tooltip = this.#tooltip(trouble);
    const spoken = blocked ? vscode.l10n.t('this file may not be sent') : '';
    this.#item.accessibilityInformation = { label: ['Vigie', words, spoken, foreseen, trouble].filter(Boolean).join(', ') };
  }

  #tooltip(trouble: string | undefined): vscode.MarkdownString {
    const text = new vscode.MarkdownString();
    const commands = ['setMistralKey', 'setGatewayKey', 'switchBackend', 'openSettings', 'whyBlocked', 'showWhatWouldBeSent'];
    text.isTrusted = { enabledCommands: [...commands.map((name) => `vigie.${name}`), 'workbench.trust.manage'] };
    const { backend, origin, clearance } = this.#server.status?.destination ?? configuredDestination();
    const paragraphs: string[] = [];
    if (trouble !== undefined) paragraphs.push(trouble);
    if (this.#foreseen !== undefined) paragraphs.push(this.#foreseen);
    if (origin !== '') {
      paragraphs.push(
        vscode.l10n.t('Requests go to {0}, which may receive up to: {1}.', origin, labelName(clearance)),
      );
    }
    const completion = this.#server.status?.completion;
    if (completion !== undefined) {
      paragraphs.push(
        vscode.l10n.t('Ghost text comes from {0}, which may receive up to: {1}.', completion.origin, labelName(completion.clearance)),
      );
    }
    if (this.#choices.service !== undefined) {
      const chosen = this.#choices.destination;
      paragraphs.push(
        vscode.l10n.t('The conversation in the chat goes to {0}, which may receive up to: {1}.', chosen.origin, labelName(chosen.clearance)),
      );
    }
    const uri = vscode.window.activeTextEditor?.document.uri;
    if (origin !== '' && this.#label !== undefined && uri !== undefined) {
      const { findings } = this.#label;
      paragraphs.push(
        fateSentence(nameOf(uri), this.#label),
        ...[...new Set(findings.map(({ reason }) => reason))].slice(0, reasonsAtMost),
      );
    }
    for (const paragraph of paragraphs) text.appendMarkdown(`${plain(paragraph)}\n\n`);
    const keyCommand = backend === 'mistral' ? 'vigie.setMistralKey' : 'vigie.setGatewayKey';
    const trust = `[${vscode.l10n.t('Trust This Folder')}](command:workbench.trust.manage)`;
    text.appendMarkdown(
      [
        ...(vscode.workspace.isTrusted ? [] : [trust]),
        ...(this.blocked ? [`[${vscode.l10n.t('Why Blocked?')}](command:vigie.whyBlocked)`] : []),
        `[${vscode.l10n.t('Show what would be sent')}](command:vigie.showWhatWouldBeSent)`,
        `[${vscode.l10n.t('Switch back end')}](command:vigie.switchBackend)`,
        `[${vscode.l10n.t('Set API key')}](command:${keyCommand})`,
        `[${vscode.l10n.t('Settings')}](command:vigie.openSettings)`,
      ].join(' · '),
    );
    return text;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}

function fateSentence(name: string, { label, maySend, redacted }: LabelResult): string {
  if (!maySend) return vscode.l10n.t('{0} is {1} and may not be sent there.', name, labelName(label));
  if (redacted) return vscode.l10n.t('{0} may be sent there; what was found in it is redacted on the way.', name);
  return vscode.l10n.t('{0} is {1} and may be sent there.', name, labelName(label));
}

/** A text as Markdown that shows it as it is. `appendText` would make a link of an address and all words behind it. */
function plain(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, '\\$&');
}
