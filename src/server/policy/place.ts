import * as l10n from '@vscode/l10n';
import type { Origin } from '../../protocol/origin.ts';
import type { Place } from '../../protocol/verdict.ts';
import { documentPath } from './documentPath.ts';
import { nameOf, type WorkspaceFolder } from './workspace.ts';

/** What a person calls the source of a text. */
export function placeOf(origin: Origin, folders: readonly WorkspaceFolder[]): Place {
  switch (origin.kind) {
    case 'document':
      return { name: documentName(origin.uri, folders), uri: origin.uri };
    case 'schema':
      return { name: l10n.t('the columns of {0}', documentName(origin.uri, folders)), uri: origin.uri };
    case 'outline':
      return { name: l10n.t('the names of files in {0}', documentName(origin.uri, folders)) };
    case 'chat':
      return { name: l10n.t('your message') };
    case 'answer':
      return { name: l10n.t('an earlier answer') };
    case 'terminal':
      return { name: l10n.t('a text from the terminal') };
    case 'clipboard':
      return { name: l10n.t('a text from the clipboard') };
    case 'vigie':
    case 'unknown':
      return { name: l10n.t('a text of unknown source') };
  }
}

function documentName(uri: string, folders: readonly WorkspaceFolder[]): string {
  const document = documentPath(uri);
  return document.kind === 'file' ? nameOf(document.paths[0], folders) : document.name;
}
