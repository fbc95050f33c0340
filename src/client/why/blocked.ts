import * as vscode from 'vscode';
import { exceeds, type Label } from '../../protocol/label.ts';
import { labelName } from '../../protocol/labelName.ts';
import type { Finding } from '../../protocol/verdict.ts';
import { activeUri } from '../activeFile.ts';
import { alike, exactPlace } from '../../protocol/alike.ts';
import { nameOf } from '../chat/names.ts';
import type { Conversation, RefusedQuestion } from '../chat/conversation.ts';
import { openPlace } from '../chat/places.ts';
import { schemes } from '../languageClient.ts';
import type { Labels } from '../labels.ts';
import type { Server } from '../server.ts';
import { configuredDestination, otherDestination, useBackend } from '../settings.ts';
import { backendInSentence } from '../words.ts';
import { alikeEntry, findingEntry, rulesOf, type FindingEntry, type Openable } from './entries.ts';
import { unmarking, unmarkingDetail } from './unmark.ts';

/** What an explanation of a refusal draws on. */
export interface WhyParts {
  readonly server: Server;
  readonly labels: Labels;
  readonly conversation: Conversation;
}

interface Row extends vscode.QuickPickItem {
  readonly run?: () => unknown;
  /** Whether that leads into the editor, or to another list. */
  readonly leads?: boolean;
  /** What the row's button opens. */
  readonly rule?: Openable;
  /** The rows that take the place of this one. */
  readonly instead?: readonly Row[];
}

/** How many findings are shown at once; a table of identifiers can have hundreds, and they would hide what helps. */
const shownAtOnce = 5;

/**
 * Shows every finding of the current file, and of the last question where it was refused, and what can be done.
 * @param from `chat`: the person asks about the question alone.
 * @returns whether that has led them elsewhere.
 */
export async function whyBlocked(parts: WhyParts, from?: unknown): Promise<boolean> {
  const refused = parts.conversation.refused;
  const rows: Row[] = [];
  if (from !== 'chat' || refused === undefined) rows.push(...(await fileRows(parts)));
  if (refused !== undefined) rows.push(...questionRows(parts, refused));
  return showRows(rows);
}

async function fileRows({ server, labels }: WhyParts): Promise<Row[]> {
  const uri = activeUri();
  if (uri === undefined || !schemes.includes(uri.scheme)) {
    return [{ label: `$(info) ${vscode.l10n.t('No file is open that could be blocked.')}` }];
  }
  const name = nameOf(uri);
  const known = await labels.of(uri);
  if (known === undefined) {
    const unknown = vscode.l10n.t('The label of {0} is not known, since Vigie’s server does not run.', name);
    return [{ label: `$(warning) ${unknown}` }, commandRow('debug-restart', vscode.l10n.t('Restart the server'), 'vigie.restartServer')];
  }
  const { label, maySend, redacted, findings } = known;
  const { backend } = server.status?.destination ?? configuredDestination();
  const words = [name, labelName(label), backendInSentence(backend)] as const;
  const verdict = !maySend
    ? vscode.l10n.t('{0} is {1} and may not be sent to {2}', ...words)
    : redacted
      ? vscode.l10n.t('{0} is {1} and may be sent to {2} with what was found redacted', ...words)
      : vscode.l10n.t('{0} is {1} and may be sent to {2}', ...words);
  return [
    separator(vscode.l10n.t('This file')),
    { label: `$(${maySend ? 'pass' : 'error'}) ${verdict}` },
    ...findingRows(findings),
    separator(vscode.l10n.t('What you can do')),
    ...(maySend ? [] : switchRows(server, label)),
    ...ruleRows(findings),
    ...unmarkRows(findings, name, uri),
    commandRow('eye', vscode.l10n.t('Show what would be sent'), 'vigie.showWhatWouldBeSent'),
  ];
}

function questionRows({ server, conversation }: WhyParts, { message, refusal }: RefusedQuestion): Row[] {
  const refusedChips = message.attached.filter(({ view }) => view.fate === 'refused');
  const redact = {
    label: `$(shield) ${vscode.l10n.t('Send redacted')}`,
    detail: vscode.l10n.t('Asks again with placeholders in the place of what was found.'),
    run: () => conversation.retry({ redact: true }),
  };
  const leaveOut = refusedChips.map(
    ({ view: { id, name } }): Row => ({
      label: `$(close) ${vscode.l10n.t('Ask again without {0}', name)}`,
      run: () => conversation.retry({ without: [id] }),
    }),
  );
  // An explanation is of its attachment: without it there is nothing to ask.
  const canLeaveOut = message.text.trim() !== '' || message.attached.length > 1;
  const notSent = refusal.sentBefore === undefined ? vscode.l10n.t('Not sent') : vscode.l10n.t('Not sent again');
  return [
    separator(vscode.l10n.t('The last question in the chat')),
    { label: `$(error) ${notSent}`, detail: refusal.message },
    ...findingRows(refusal.findings),
    separator(vscode.l10n.t('What you can do')),
    ...(refusal.canRedact ? [redact] : []),
    ...switchRows(server, refusal.label),
    ...(canLeaveOut ? leaveOut : []),
    ...ruleRows(refusal.findings),
    commandRow('comment-discussion', vscode.l10n.t('Open the chat'), 'vigie.focusChat'),
  ];
}

function findingRows(findings: readonly Finding[]): Row[] {
  const groups = alike(findings);
  const rows = groups.map((group): Row => {
    const entry = alikeEntry(group);
    const { label, detail } = entry;
    if (group.length === 1) return { label, detail, ...leadsOf(entry) };
    const places = group.map((finding): Row => ({
      label: `$(location) ${exactPlace(finding.place)}`,
      description: finding.reason,
      ...leadsOf(findingEntry(finding)),
    }));
    return { ...leadsOf(entry), label, detail, instead: places };
  });
  if (rows.length <= shownAtOnce + 1) return rows;
  const hidden = groups.slice(shownAtOnce).flat().length;
  const more = { label: `$(chevron-down) ${vscode.l10n.t('More findings ({0})', hidden)}`, instead: rows.slice(shownAtOnce) };
  return [...rows.slice(0, shownAtOnce), more];
}

/** Where the row of a finding leads, and its button. */
function leadsOf({ opens, rule }: FindingEntry): Partial<Row> {
  const button = {
    iconPath: new vscode.ThemeIcon('law'),
    tooltip: vscode.l10n.t('Open the rule'),
  };
  return {
    ...(opens !== undefined && { run: () => openPlace(opens.uri, opens), leads: true }),
    ...(rule !== undefined && { rule, buttons: [button] }),
  };
}

/** The other back end, where it is not known to be cleared for too little. */
function switchRows(server: Server, label: Label): Row[] {
  const other = otherDestination(server);
  if (other?.clearance === undefined || exceeds(label, other.clearance)) return [];
  const { backend, name, origin, clearance } = other;
  return [
    {
      label: `$(arrow-swap) ${vscode.l10n.t('Switch to {0}', backendInSentence(backend))}`,
      description: name === undefined ? origin : `${name} (${origin})`,
      detail: vscode.l10n.t('May receive up to: {0}.', labelName(clearance)),
      run: () => useBackend(backend),
    },
  ];
}

function unmarkRows(findings: readonly Finding[], name: string, uri: vscode.Uri): Row[] {
  const unmarks = unmarking(findings);
  if (unmarks === undefined) return [];
  const detail = unmarkingDetail(unmarks);
  return [{ ...commandRow('unlock', vscode.l10n.t('Unmark {0}', name), 'vigie.unmarkFile', uri), ...(detail !== undefined && { detail }) }];
}

function ruleRows(findings: readonly Finding[]): Row[] {
  return rulesOf(findings).map((place) => ({
    label: `$(law) ${vscode.l10n.t('Open the rule')}`,
    description: place.line === undefined ? place.name : `${place.name}:${place.line}`,
    run: () => openPlace(place.uri, place),
    leads: true,
  }));
}

function commandRow(icon: string, label: string, command: string, ...args: unknown[]): Row {
  return { label: `$(${icon}) ${label}`, run: () => vscode.commands.executeCommand(command, ...args), leads: true };
}

function separator(label: string): Row {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

/** @returns whether the person chose a row that leads elsewhere. */
async function showRows(rows: readonly Row[]): Promise<boolean> {
  const pick = vscode.window.createQuickPick<Row>();
  pick.title = vscode.l10n.t('Why Blocked?');
  pick.placeholder = vscode.l10n.t('Choose a finding to see its place, or what you want to do.');
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.items = rows;
  const first = rows.find(({ run }) => run !== undefined);
  if (first !== undefined) pick.activeItems = [first];
  const chosen = await new Promise<Pick<Row, 'run' | 'leads'> | undefined>((resolve) => {
    pick.onDidAccept(() => {
      const [row] = pick.selectedItems;
      if (row?.instead === undefined) {
        resolve(row);
        return;
      }
      const { instead } = row;
      pick.items = pick.items.flatMap((each) => (each === row ? instead : [each]));
      pick.activeItems = instead.slice(0, 1);
    });
    pick.onDidTriggerItemButton(({ item: { rule } }) => {
      if (rule !== undefined) resolve({ run: () => openPlace(rule.uri, rule), leads: true });
    });
    pick.onDidHide(() => {
      resolve(undefined);
    });
    pick.show();
  });
  pick.dispose();
  await chosen?.run?.();
  return chosen?.leads === true;
}
