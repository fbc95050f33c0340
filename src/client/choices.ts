import * as vscode from 'vscode';
import { activeUri } from './activeFile.ts';
import { labelName } from '../protocol/labelName.ts';
import { inTime } from './inTime.ts';
import type { Labels } from './labels.ts';
import type { Server } from './server.ts';
import { originOfBackend, useBackend, type Backend } from './settings.ts';
import type { Shield } from './status.ts';
import { unmarking, unmarkingDetail } from './why/unmark.ts';
import { backendWord, serverTrouble } from './words.ts';

/** Lets the person choose which back end answers. */
export async function switchBackend(server: Server): Promise<void> {
  const current = server.status?.destination;
  const backends: Backend[] = ['gateway', 'mistral'];
  const items = backends.map((backend) => ({
    backend,
    label: backend === 'gateway' ? vscode.l10n.t('Gateway of your institution') : vscode.l10n.t('Mistral API'),
    description: originOfBackend(backend) ?? vscode.l10n.t('no address is set'),
    ...(current?.backend === backend && {
      detail: vscode.l10n.t('In use. May receive up to: {0}.', labelName(current.clearance)),
    }),
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Which back end is to answer?'),
    placeHolder: vscode.l10n.t('What is too sensitive for the chosen one stays on this machine.'),
  });
  if (chosen !== undefined) await useBackend(chosen.backend);
}

interface Action extends vscode.QuickPickItem {
  readonly run: () => unknown;
}

/** How long the menu waits for a file's label, in milliseconds: it has what helps where the server does not answer. */
const labelWait = 300;

/** What a person may want when they click the shield. */
export async function showActions(server: Server, shield: Shield, labels: Labels, log: vscode.LogOutputChannel): Promise<void> {
  const why = {
    ...command(`$(circle-slash) ${vscode.l10n.t('Why Blocked?')}`, 'vigie.whyBlocked'),
    detail: vscode.l10n.t('Shows every finding, where its rule is written, and what can be done.'),
  };
  const uri = activeUri();
  const mark = uri?.scheme === 'file' ? await marking(uri, labels) : [];
  const trouble = serverTrouble(server);
  const actions: Action[] = [
    ...(trouble === undefined
      ? []
      : [{ ...command(`$(warning) ${vscode.l10n.t('Vigie cannot answer now')}`, wayOut(server)), detail: trouble }]),
    ...(vscode.workspace.isTrusted
      ? []
      : [command(`$(workspace-trusted) ${vscode.l10n.t('Trust This Folder')}`, 'workbench.trust.manage')]),
    ...(shield.blocked ? [why] : []),
    command(`$(comment-discussion) ${vscode.l10n.t('Open the chat')}`, 'vigie.focusChat'),
    command(`$(lightbulb) ${vscode.l10n.t('Explain the selection')}`, 'vigie.explainSelection'),
    command(`$(eye) ${vscode.l10n.t('Show what would be sent')}`, 'vigie.showWhatWouldBeSent'),
    ...(shield.blocked ? [] : [why]),
    ...mark,
    command(`$(arrow-swap) ${vscode.l10n.t('Switch back end')}`, 'vigie.switchBackend'),
    command(`$(pulse) ${vscode.l10n.t('Check the back end')}`, 'vigie.checkBackEnd'),
    command(`$(key) ${vscode.l10n.t('Set the gateway’s API key')}`, 'vigie.setGatewayKey'),
    command(`$(key) ${vscode.l10n.t('Set the Mistral API key')}`, 'vigie.setMistralKey'),
    command(`$(settings-gear) ${vscode.l10n.t('Open the settings')}`, 'vigie.openSettings'),
    command(`$(debug-restart) ${vscode.l10n.t('Restart the server')}`, 'vigie.restartServer'),
    {
      label: `$(output) ${vscode.l10n.t('Show the log')}`,
      run: () => {
        log.show();
      },
    },
  ];
  const destination = server.status?.destination;
  const chosen = await vscode.window.showQuickPick(actions, {
    title: destination === undefined ? 'Vigie' : vscode.l10n.t('Vigie: {0}', `${backendWord(destination.backend)} ${destination.origin}`),
    placeHolder: vscode.l10n.t('What do you want to do?'),
  });
  await chosen?.run();
}

/** What can be done about a file's mark; all of it where it is not known whether the file has one. */
async function marking(uri: vscode.Uri, labels: Labels): Promise<Action[]> {
  const known = await inTime(labels.of(uri), labelWait);
  const unmarks = known && unmarking(known.findings);
  const detail = unmarkingDetail(unmarks);
  const mark = command(`$(lock) ${vscode.l10n.t('Mark the file as sensitive')}`, 'vigie.markFile');
  const unmark = { ...command(`$(unlock) ${vscode.l10n.t('Unmark the file')}`, 'vigie.unmarkFile'), ...(detail !== undefined && { detail }) };
  return [...(unmarks === 'mark' ? [] : [mark]), ...(known === undefined || unmarks !== undefined ? [unmark] : [])];
}

function command(label: string, id: string): Action {
  return { label, run: () => vscode.commands.executeCommand(id) };
}

/** The command that helps against what `serverTrouble` says. */
function wayOut({ state, status }: Server): string {
  if (state === 'stopped') return 'vigie.restartServer';
  if (!vscode.workspace.isTrusted) return 'workbench.trust.manage';
  switch (status?.remedy) {
    case 'openSettings':
      return 'vigie.openSettings';
    case 'setKey':
      return status.destination.backend === 'mistral' ? 'vigie.setMistralKey' : 'vigie.setGatewayKey';
    case 'retry':
    case undefined:
      return 'vigie.focusChat';
  }
}
