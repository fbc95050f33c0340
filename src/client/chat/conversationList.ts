import * as vscode from 'vscode';
import type { Conversations } from './conversations.ts';
import { foundByTitle, type Entry } from './store/search.ts';

interface Item extends vscode.QuickPickItem {
  readonly entry?: Entry;
}

/** How long the person must rest from typing before texts are searched, in milliseconds. */
const rest = 150;

const renameButton = (): vscode.QuickInputButton => ({ iconPath: new vscode.ThemeIcon('edit'), tooltip: vscode.l10n.t('Rename') });
const exportButton = (): vscode.QuickInputButton => ({ iconPath: new vscode.ThemeIcon('export'), tooltip: vscode.l10n.t('Export') });
const deleteButton = (): vscode.QuickInputButton => ({ iconPath: new vscode.ThemeIcon('trash'), tooltip: vscode.l10n.t('Delete') });

/**
 * Lists the conversations of the workspace, searched by their titles and by all that was asked and answered in them, to
 * open one, to rename, export or delete it.
 * @param back Called when the person is done with the list, without a document that it has opened.
 */
export async function showConversations(conversations: Conversations, back: () => void): Promise<void> {
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = vscode.l10n.t('Conversations');
  pick.placeholder = vscode.l10n.t('Search in titles and texts');
  pick.ignoreFocusOut = false;
  const [rename, toExport, remove] = [renameButton(), exportButton(), deleteButton()];
  let entries: Entry[] = [];
  let searching = new AbortController();
  /** Whether what the person has chosen closes the list, and not they themselves. */
  let chose = false;
  const item = (entry: Entry, excerpt?: string): Item => itemOf(entry, excerpt, entry.id === conversations.shown, [rename, toExport, remove]);
  /** Shows at once what titles tell; what only texts tell comes behind it, as it is found. */
  const show = async (): Promise<void> => {
    searching.abort();
    const { signal } = (searching = new AbortController());
    const isCurrent = (): boolean => !signal.aborted;
    const query = pick.value;
    if (query.trim() === '') {
      pick.items = [newItem(), ...entries.map((entry) => item(entry))];
      return;
    }
    const byTitle = foundByTitle(entries, query);
    const found = new Map(byTitle.map((entry) => [entry, item(entry)]));
    pick.items = [...found.values()];
    pick.busy = true;
    await new Promise((resolve) => setTimeout(resolve, rest));
    if (!isCurrent()) return;
    const inOrder = [...byTitle, ...entries.filter((entry) => !byTitle.includes(entry))];
    for await (const { entry, excerpt } of conversations.search(inOrder, query, signal)) {
      found.set(entry, item(entry, excerpt));
      pick.items = [...found.values()];
    }
    if (isCurrent()) pick.busy = false;
  };
  const read = async (): Promise<void> => {
    pick.busy = true;
    entries = await conversations.list();
    pick.busy = false;
    await show();
  };
  pick.onDidChangeValue(() => show());
  pick.onDidAccept(() => {
    const [chosen] = pick.activeItems;
    if (chosen === undefined) return;
    chose = true;
    pick.hide();
    void (chosen.entry === undefined ? conversations.begin() : conversations.open(chosen.entry.id))
      .then(() => vscode.commands.executeCommand('vigie.focusChat'));
  });
  pick.onDidTriggerItemButton(async ({ item: { entry }, button }) => {
    if (entry === undefined) return;
    chose = true;
    if (button === toExport) {
      if (!(await conversations.export(entry.id))) back();
      return;
    }
    // VS Code closes the list when another input opens; it comes back with what has changed.
    await (button === rename ? conversations.rename(entry.id, entry.title) : conversations.remove(entry.id, entry.title));
    return showConversations(conversations, back);
  });
  pick.onDidHide(() => {
    searching.abort();
    pick.dispose();
    if (!chose) back();
  });
  pick.show();
  await read();
}

function newItem(): Item {
  return { label: `$(add) ${vscode.l10n.t('New Conversation')}`, alwaysShow: true };
}

/** VS Code would search the labels alone; what was found is always shown. */
function itemOf(entry: Entry, excerpt: string | undefined, isShown: boolean, buttons: vscode.QuickInputButton[]): Item {
  const { title, changed, questions } = entry;
  const asked = questions === 1 ? vscode.l10n.t('1 question') : vscode.l10n.t('{0} questions', questions ?? '?');
  return {
    entry,
    label: title,
    description: [isShown ? vscode.l10n.t('shown now') : timeOf(changed), asked].join(' · '),
    ...(excerpt !== undefined && excerpt !== title && { detail: excerpt }),
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
