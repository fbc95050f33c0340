import type { Connection } from 'vscode-languageserver/node';
import { highest, type Label } from '../../protocol/label.ts';
import { labelsChangedNotification, labelsRequest } from '../../protocol/messages.ts';
import { labelsParamsSchema, type LabelsResult } from '../../protocol/status.ts';
import type { OpenDocuments } from '../documents.ts';
import type { Labeller } from '../policy/labeller.ts';
import { markerReach, readMarker } from '../policy/marker.ts';
import type { Workspace, WorkspaceNow } from '../policy/workspace.ts';

/** How many files are asked about at a time: Node has four threads for the file system, which ghost text needs too. */
const atOnce = 8;

/** How long changes are collected before the client is told, in milliseconds: a change of branch brings hundreds. */
const collecting = 200;

/** What labels of many files need of the rest of the server. */
export interface LabelsWorld {
  readonly connection: Connection;
  readonly documents: OpenDocuments;
  readonly workspace: Workspace;
  readonly labeller: Labeller;
}

/** Answers the request `vigie/labels`. */
export function registerLabels({ connection, documents, workspace, labeller }: LabelsWorld): void {
  connection.onRequest(labelsRequest, async (params: unknown): Promise<LabelsResult> => {
    const { uris } = labelsParamsSchema.parse(params);
    const now = await workspace.now();
    const labels = new Array<Label>(uris.length).fill('secret');
    const left = uris.entries();
    const ask = async (): Promise<void> => {
      for (const [index, uri] of left) labels[index] = await labelFor(uri, now);
    };
    await Promise.all(Array.from({ length: atOnce }, ask));
    return { labels };
  });

  /** A file that cannot be asked about is not sent, so it is shown as what is never sent. */
  async function labelFor(uri: string, now: WorkspaceNow): Promise<Label> {
    try {
      return highest([await labeller.labelPath(uri, now), ...markedLabel(uri)]);
    } catch {
      return 'secret';
    }
  }

  /** Of an open document the marker costs no look at the disk. */
  function markedLabel(uri: string): Label[] {
    const marker = readMarker(documents.get(uri)?.getText().slice(0, markerReach) ?? '');
    return marker === undefined ? [] : [marker.label];
  }
}

/** Tells the client that labels may be others now, at most once in a while. */
export class LabelChanges {
  readonly #connection: Connection;
  #timer: NodeJS.Timeout | undefined;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Takes notice of a change. */
  note(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#connection.sendNotification(labelsChangedNotification);
    }, collecting);
  }

  close(): void {
    clearTimeout(this.#timer);
  }
}
