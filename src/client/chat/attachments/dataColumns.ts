import * as vscode from 'vscode';
import type { Attachment } from '../../../protocol/attachment.ts';
import type { ServiceName } from '../../../protocol/models.ts';
import type { Server } from '../../server.ts';
import { delimited } from './chosen.ts';

/** Whether the columns of data files may go that may not go themselves. */
export class DataColumns {
  readonly #server: Pick<Server, 'attachments'>;
  readonly #known = new Map<string, Promise<boolean>>();

  constructor(server: Pick<Server, 'attachments'>) {
    this.#server = server;
  }

  /**
   * Whether a destination may receive names and types of the columns of what is attached; never those of what is no
   * data file, or where the server cannot be asked.
   */
  mayGo(attachment: Attachment, service: ServiceName | undefined): Promise<boolean> {
    const isOfDocument = attachment.kind === undefined || attachment.kind === 'document';
    if (!isOfDocument || !delimited.test(vscode.Uri.parse(attachment.uri).path)) return Promise.resolve(false);
    const { uri } = attachment;
    const asked =
      this.#known.get(uri) ??
      this.#server.attachments([{ kind: 'schema', uri }], service).then(
        ([fate]) => fate?.maySend === true,
        () => false,
      );
    this.#known.set(uri, asked);
    return asked;
  }

  /** What is known is out of date: of one document, or of all. */
  forget(uri?: string): void {
    if (uri === undefined) this.#known.clear();
    else this.#known.delete(uri);
  }
}
