import type { ServiceName } from '../protocol/models.ts';
import { AttachmentReader } from './chat/attachmentReader.ts';
import type { OpenDocuments } from './documents.ts';
import type { OpenFiles } from './openFiles.ts';
import type { Destination } from './policy/destination.ts';
import { documentPath } from './policy/documentPath.ts';
import type { Gate } from './policy/gate.ts';
import type { Labeller } from './policy/labeller.ts';
import { flaggedFilesRead, type Reading } from './policy/reading.ts';
import type { Workspace } from './policy/workspace.ts';

/** What attachments are read with. */
export interface AttachmentsWorld {
  readonly documents: Pick<OpenDocuments, 'get'>;
  readonly openFiles: Pick<OpenFiles, 'at'>;
  /** The paths of the workspace's folders. */
  readonly folders: () => readonly string[];
  /** What a person calls a document. */
  readonly nameOf: (uri: string) => string;
  readonly workspace: Workspace;
  readonly labeller: Labeller;
  readonly reading: Reading;
  readonly gate: Pick<Gate, 'labelOfParts'>;
  /** Where a question goes that names a place, or none. */
  readonly destination: (service: ServiceName | undefined) => Destination;
}

/** What reads the attachments of one session. */
export function createAttachments(world: AttachmentsWorld): AttachmentReader {
  const { documents, openFiles, folders, nameOf, workspace, labeller, reading, gate, destination } = world;
  const clearance = async (service: ServiceName | undefined) => (await workspace.now()).policy.cleared(destination(service)).clearance;
  return new AttachmentReader({
    open: (uri) => {
      const open = documents.get(uri);
      const named = open === undefined && /^(?:file|vscode-remote):/.test(uri) ? documentPath(uri) : undefined;
      return named?.kind === 'file' ? openFiles.at(named.paths[0]) : open;
    },
    nameOf,
    folders,
    labelsOf: async (uris) => {
      const now = await workspace.now();
      return Promise.all(
        uris.map((uri) =>
          labeller.labelOrigin({ kind: 'document', uri }, now).then(
            ({ label }) => label,
            () => undefined,
          ),
        ),
      );
    },
    clearance,
    flaggedRead: async (service) => {
      await flaggedFilesRead(reading, await clearance(service));
    },
    mayGo: async (part, service) => (await gate.labelOfParts([part], destination(service))).maySend,
  });
}
