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

/** @returns what the button of an action says; the editor asks before it runs anything. */
export function actionText(action: BlockAction): string {
  switch (action) {
    case 'copy':
      return l10n.t('Copy');
    case 'insert':
      return l10n.t('Insert at Cursor');
    case 'newFile':
      return l10n.t('New File');
    case 'apply':
      return l10n.t('Apply…');
    case 'run':
      return l10n.t('Run…');
  }
}
