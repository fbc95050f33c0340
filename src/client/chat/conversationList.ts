import * as vscode from 'vscode';
import type { Conversations } from './conversations.ts';
import { excerpt, found, type Entry } from './store/search.ts';

interface Item extends vscode.QuickPickItem {
  readonly entry?: Entry;
}

const renameButton = (): vscode.QuickInputButton => ({ iconPath: new vscode.ThemeIcon('edit'), tooltip: vscode.l10n.t('Rename') });
const exportButton = (): vscode.QuickInputButton => ({ iconPath: new vscode.ThemeIcon('export'), tooltip: vscode.l10n.t('Export') });
const deleteButton = (): vscode.QuickInputButton => ({ iconPath: new vscode.ThemeIcon('trash'), tooltip: vscode.l10n.t('Delete') });

/**
 * Lists the conversations of the workspace, searched by their titles and by all that was asked and answered in them, to
 * open one, to rename, export or delete it.
 */
export async function showConversations(conversations: Conversations): Promise<void> {
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = vscode.l10n.t('Conversations');
  pick.placeholder = vscode.l10n.t('Search in titles and texts');
  pick.ignoreFocusOut = false;
  const [rename, toExport, remove] = [renameButton(), exportButton(), deleteButton()];
  let entries: Entry[] = [];
  const show = (): void => {
    const shown = found(entries, pick.value).map((entry): Item => itemOf(entry, pick.value, entry.id === conversations.shown, [rename, toExport, remove]));
    pick.items = pick.value.trim() === '' ? [newItem(), ...shown] : shown;
  };
  const read = async (): Promise<void> => {
    pick.busy = true;
    entries = await conversations.list();
    pick.busy = false;
    show();
  };
  pick.onDidChangeValue(show);
  pick.onDidAccept(() => {
    const [chosen] = pick.activeItems;
    if (chosen === undefined) return;
    pick.hide();
    void (chosen.entry === undefined ? conversations.begin() : conversations.open(chosen.entry.id))
      .then(() => vscode.commands.executeCommand('vigie.focusChat'));
  });
  pick.onDidTriggerItemButton(async ({ item: { entry }, button }) => {
    if (entry === undefined) return;
    // VS Code closes the list when another input opens; it comes back with what has changed.
    if (button === toExport) return conversations.export(entry.id);
    await (button === rename ? conversations.rename(entry.id, entry.title) : conversations.remove(entry.id, entry.title));
    return showConversations(conversations);
  });
  pick.onDidHide(() => { pick.dispose(); });
  pick.show();
  await read();
}

function newItem(): Item {
  return { label: `$(add) ${vscode.l10n.t('New Conversation')}`, alwaysShow: true };
}

/** VS Code would search the labels alone; what was found is always shown. */
function itemOf(entry: Entry, query: string, isShown: boolean, buttons: vscode.QuickInputButton[]): Item {
  const { title, changed, questions } = entry;
  const asked = questions === 1 ? vscode.l10n.t('1 question') : vscode.l10n.t('{0} questions', questions);
  const where = excerpt(entry, query);
  return {
    entry,
    label: title,
    description: [isShown ? vscode.l10n.t('shown now') : timeOf(changed), asked].join(' · '),
    ...(where !== undefined && where !== title && { detail: where }),
    buttons,
    alwaysShow: true,
  };
}

/** When a conversation was gone on with last: the time if it was today, else the date. */
function timeOf(changed: number, now = new Date()): string {
  const date = new Date(changed);
  const isToday = date.toDateString() === now.toDateString();
  const style: Intl.DateTimeFormatOptions = isToday ? { timeStyle: 'short' } : { dateStyle: 'medium' };
  return date.toLocaleString(vscode.env.language, style);
}
