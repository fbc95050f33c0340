import type * as z from 'zod';
import { settingsSchema } from '../../../src/protocol/settings.ts';
import type { Status } from '../../../src/protocol/status.ts';
import { Ask } from '../../../src/server/ask.ts';
import type { QuestionOptions } from '../../../src/server/asked.ts';
import { BackEnd } from '../../../src/server/backEnd.ts';
import type { ChatDraft, CompletionDraft, Part } from '../../../src/server/policy/request.ts';
import { policyOver, type PolicyWish } from '../../support/policy.ts';
import { collect, doorWith } from './session.ts';

/** The way of a request from a draft to a server, as a session puts it together, over the rules of a folder. */
export async function worldOver(
  folder: string,
  settings: z.input<typeof settingsSchema>,
  keys: Record<string, string> = {},
  wish: PolicyWish = {},
) {
  const { workspace, gate, audit } = policyOver(folder, wish);
  const statuses: Status[] = [];
  const door = doorWith(keys);
  const backEnd = new BackEnd(settingsSchema.parse(settings), door, (status) => statuses.push(status));
  workspace.onDidChange((policy) => {
    backEnd.rulesChanged(policy);
  });
  await workspace.now();
  const ask = new Ask(gate, backEnd);
  return {
    ask,
    backEnd,
    statuses,
    audit,
    /** Ghost text, joined. */
    complete: async (...prefix: Part[]): Promise<{ text: string; finish: string }> => {
      const draft: CompletionDraft = { kind: 'completion', context: [], prefix, suffix: [], language: 'r', maxTokens: 64, stop: [] };
      const { values, result } = await collect(ask.complete(draft, new AbortController().signal));
      return { text: values.join(''), finish: result };
    },
    /** A chat answer: its pieces by kind, and its end; or the sentence of a refusal. */
    chat: async (parts: Part[], options: QuestionOptions = {}, signal = new AbortController().signal) => {
      const draft: ChatDraft = { kind: 'chat', messages: [{ role: 'user', parts }], maxTokens: 64 };
      const asked = await ask.chat(draft, signal, options);
      if ('refusal' in asked) return { refusal: asked.refusal.message };
      const { values, result } = await collect(asked.answer);
      const said = (kind: string) => values.flatMap((piece) => (piece.kind === kind ? [piece.text] : [])).join('');
      return { text: said('text'), status: said('status'), end: result, sent: asked.sent };
    },
  };
}
