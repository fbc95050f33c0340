import type { ChatResult } from '../../../../../src/protocol/chat.ts';
import type { Exchange, Stored } from '../../../../../src/client/chat/store/stored.ts';

export type Answered = Extract<ChatResult, { outcome: 'answered' }>;

/** An answer as the server gives it. */
export function answered(question: string, answer: string, more: Partial<Answered> = {}): Answered {
  return {
    outcome: 'answered',
    finish: 'stop',
    turns: [
      { role: 'user', fragments: [{ text: question, origin: { kind: 'chat' }, label: 'public' }] },
      {
        role: 'assistant',
        fragments: [{ text: answer, origin: { kind: 'answer', sources: [{ kind: 'chat' }] }, label: 'sensitive', redacted: 'secret' }],
      },
    ],
    label: 'sensitive',
    milliseconds: 1200,
    withheld: 0,
    redactions: [],
    ...more,
  };
}

/** An exchange that was asked at the time that its id names. */
export function exchange(id: string, parent: string | null, more: Partial<Exchange> = {}): Exchange {
  const asked = Number(/\d+/.exec(id)?.[0] ?? 0);
  const question = `Question ${id}`;
  return {
    id,
    parent,
    asked,
    changed: asked,
    message: { shown: question, text: question, attached: [] },
    redact: false,
    thinking: '',
    answer: `Answer ${id}`,
    result: answered(question, `Answer ${id}`),
    ...more,
  };
}

/** A conversation whose last exchange is shown. */
export function stored(id: string, exchanges: Exchange[], more: Partial<Stored> = {}): Stored {
  const shown = exchanges.at(-1)?.id ?? null;
  return { version: 1, id, title: `Title ${id}`, created: 1, changed: 1, exchanges, shown, ...more };
}
