import type { ChatProgress } from '../protocol/chat.ts';
import type { Restorer } from './policy/redaction/restore.ts';

/** An answer with the values of its placeholders. */
export async function* restored<R>(answer: AsyncGenerator<string, R>, restorer: Restorer): AsyncGenerator<string, R> {
  const end = yield* mapped(answer, (piece) => restorer.feed(piece));
  const rest = restorer.end();
  if (rest !== '') yield rest;
  return end;
}

/** A chat answer with the values of its placeholders, in its text and in its thoughts. */
export async function* restoredProgress<R>(
  answer: AsyncGenerator<ChatProgress, R>,
  restorers: Readonly<Record<'text' | 'thinking', Restorer>>,
): AsyncGenerator<ChatProgress, R> {
  const end = yield* mapped(answer, ({ kind, text }) => ({
    kind,
    text: kind === 'status' ? text : restorers[kind].feed(text),
  }));
  for (const kind of ['thinking', 'text'] as const) {
    const text = restorers[kind].end();
    if (text !== '') yield { kind, text };
  }
  return end;
}

/** Changes each piece. Leaving early leaves the answer early too, which closes its socket. */
export async function* mapped<T, U, R>(answer: AsyncGenerator<T, R>, change: (piece: T) => U): AsyncGenerator<U, R> {
  try {
    for (;;) {
      const next = await answer.next();
      if (next.done === true) return next.value;
      yield change(next.value);
    }
  } finally {
    await answer.return(undefined as R);
  }
}
