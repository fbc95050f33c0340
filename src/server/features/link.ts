import * as l10n from '@vscode/l10n';
import type { Connection } from 'vscode-languageserver/node';
import { linkParamsSchema, type LinkResult } from '../../protocol/link.ts';
import { linkRequest } from '../../protocol/messages.ts';
import { chatConversation } from '../chat/draft.ts';
import type { Gate } from '../policy/gate.ts';

/** Answers the request `vigie/link`. */
export function registerLink(connection: Connection, gate: Gate): void {
  connection.onRequest(linkRequest, async (params: unknown): Promise<LinkResult> => {
    const { url, conversation, redactedBy = [] } = linkParamsSchema.parse(params);
    if (await gate.mayOpen(url, chatConversation(conversation))) {
      if (gate.knowsRedactions(chatConversation(conversation), redactedBy)) return { mayOpen: true };
      const message = l10n.t('This link was not opened: Vigie was restarted since something was redacted in this conversation, and cannot tell any more whether the link holds it. If it holds nothing of the kind, copy it into your browser.');
      return { mayOpen: false, message };
    }
    const message = l10n.t('This link was not opened: it holds what was kept from the model, and opening it would send that to its host.');
    return { mayOpen: false, message };
  });
}
