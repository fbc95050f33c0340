import * as l10n from '@vscode/l10n';
import type { CancellationToken, Connection } from 'vscode-languageserver/node';
import { previewRequest } from '../../protocol/messages.ts';
import { previewParamsSchema, type PreviewResult } from '../../protocol/preview.ts';
import { BackendError } from '../backends/backend.ts';
import type { GhostText } from '../completion/engine.ts';
import type { OpenDocuments } from '../documents.ts';
import { signalOf } from './abort.ts';
import { draftOf, type ChatWorld } from './chat.ts';

/** What is shown before it is sent, and of which documents. */
export interface PreviewWorld extends ChatWorld {
  readonly documents: OpenDocuments;
}

/** Answers the request `vigie/preview`. */
export function registerPreview(connection: Connection, ghostText: GhostText, world: PreviewWorld): void {
  connection.onRequest(previewRequest, async (params: unknown, token: CancellationToken): Promise<PreviewResult> => {
    const asked = previewParamsSchema.parse(params);
    const draft = asked.kind === 'chat' ? await draftedChat(asked.chat) : ghostTextAt(asked);
    if (draft === undefined) return { verdict: 'none', message: l10n.t('No ghost text would be asked for at this place.') };
    if (typeof draft === 'string') return { verdict: 'none', message: draft };
    try {
      return await world.ask.preview(draft, signalOf(token), asked.kind === 'chat' ? asked.chat : {});
    } catch (error) {
      if (!(error instanceof BackendError)) throw error;
      return { verdict: 'none', message: error.message };
    }
  });

  async function draftedChat(chat: Parameters<typeof draftOf>[0]) {
    const drafted = await draftOf(chat, world);
    return typeof drafted === 'string' ? drafted : drafted.draft;
  }

  function ghostTextAt({ uri, position }: { uri: string; position: { line: number; character: number } }) {
    const document = world.documents.get(uri);
    if (document === undefined) return undefined;
    const { languageId } = document;
    return ghostText.draft({ uri, languageId, text: document.getText(), offset: document.offsetAt(position), position });
  }
}
