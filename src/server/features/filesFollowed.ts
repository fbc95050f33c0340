import { fileURLToPath } from 'node:url';
import { DidChangeWatchedFilesNotification, type Connection, type InitializeParams } from 'vscode-languageserver/node';
import { basename } from 'node:path';
import { rulesFileName } from '../../protocol/rules.ts';
import type { OpenDocuments } from '../documents.ts';
import { namesOf } from '../openFiles.ts';
import type { FlaggedFiles } from '../policy/flaggedFiles.ts';
import { sayingFiles } from '../policy/sources/sayingFiles.ts';
import type { Workspace } from '../policy/workspace.ts';

/** Who wants to know of changed files. */
interface FileFollowers {
  readonly connection: Connection;
  readonly documents: OpenDocuments;
  readonly workspace: Workspace;
  readonly flagged: FlaggedFiles;
  /** Told when any files have changed on the disk, with all names under which they may be known. */
  readonly filesChanged: (uris: readonly string[]) => void;
  /** Told when files that say how sensitive others are may have changed. */
  readonly labelsChanged: () => void;
}

/** Keeps what is known of the flagged files up to date with the rules, the disk and the editor. */
export function followFiles({ connection, documents, workspace, flagged, filesChanged, labelsChanged }: FileFollowers): void {
  workspace.onDidChange(() => {
    void flagged.refresh();
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    const paths = changes.flatMap(({ uri }) => pathOf(uri));
    filesChanged(changes.flatMap(({ uri }) => namesOf(uri)));
    if (paths.some((path) => basename(path) === rulesFileName || sayingFiles.has(basename(path)))) {
      labelsChanged();
      void workspace.now();
      void flagged.refresh();
    } else {
      void flagged.look(paths);
    }
  });
  documents.onDidOpen(({ document: { uri } }) => {
    void flagged.look(pathOf(uri));
  });
  // Before any document is opened, so that nothing is read for what is only a part of all.
  void flagged.refresh();
}

/** Asks the client to tell of files that change; the gate relies on it for what flagged files hold, not for rules. */
export async function watchFiles(connection: Connection, { capabilities }: InitializeParams): Promise<void> {
  if (capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration !== true) return;
  await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: '**/*' }] });
}

function pathOf(uri: string): string[] {
  return uri.startsWith('file:') ? [fileURLToPath(uri)] : [];
}
