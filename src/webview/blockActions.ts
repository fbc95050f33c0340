import * as l10n from '@vscode/l10n';
import { consoleOf, type BlockAction } from '../protocol/block.ts';

/** Languages of what is typed into a shell, which no file is made of that stands in the editor. */
const shells = new Set(['bash', 'console', 'powershell', 'ps1', 'sh', 'shell', 'zsh']);

/** @returns what a person can do with code of a language, in the order of the buttons. */
export function actionsOn(language: string): BlockAction[] {
  return [
    'copy',
    'insert',
    'newFile',
    ...(shells.has(language) ? [] : ['apply' as const]),
    ...(consoleOf(language) === undefined ? [] : ['run' as const]),
  ];
}

/** What a person is told of an action. */
interface ActionText {
  /** What the button says, as short as the panel may be narrow. */
  readonly text: string;
  /** The action's full name. */
  readonly name: string;
  /** What is said at the pointer; left out where the button says all of it. */
  readonly hint?: string;
}

/** @returns what to say of an action. The editor asks before it changes or runs anything by itself. */
export function actionText(action: BlockAction): ActionText {
  switch (action) {
    case 'copy':
      return { text: l10n.t('Copy'), name: l10n.t('Copy') };
    case 'insert':
      return { text: l10n.t('Insert'), name: l10n.t('Insert at Cursor'), hint: l10n.t('Insert at Cursor') };
    case 'newFile':
      return { text: l10n.t('New'), name: l10n.t('New File'), hint: l10n.t('New File') };
    case 'apply':
      return { text: l10n.t('Apply…'), name: l10n.t('Apply…'), hint: l10n.t('Apply… (choose the changes in the file)') };
    case 'run':
      return { text: l10n.t('Run…'), name: l10n.t('Run…'), hint: l10n.t('Run… (asks first)') };
  }
}
