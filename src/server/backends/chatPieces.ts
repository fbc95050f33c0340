import * as z from 'zod';
import type { Finish, TokenCount } from './backend.ts';
import { piecesOf, type AnswerPiece } from './content.ts';
import { tokenCountIn } from './knowledge.ts';
import { ReasoningSplit } from './reasoning.ts';
import { malformed } from './refusals.ts';
import { finishOf } from './finish.ts';
import type { StreamEnd } from './stream.ts';

const messageSchema = z
  .object({
    content: z.unknown(),
    reasoning_content: z.unknown(),
    reasoning: z.unknown(),
  })
  .partial();

const eventSchema = z.object({
  choices: z.array(
    z.object({
      delta: messageSchema.nullish(),
      /** Where a server does not stream. */
      message: messageSchema.nullish(),
      finish_reason: z.string().nullish(),
    }),
  ),
  usage: z.unknown().optional(),
});

/** How a stream of chat events ended. */
export interface ChatPiecesEnd {
  readonly finish: Finish;
  readonly usage?: TokenCount;
}

/**
 * Reads the events of an OpenAI-compatible chat answer in all the forms in which servers give text, thoughts, the end
 * and the count of tokens.
 * @throws BackendError for an event of another form; otherwise what the events throw.
 */
export async function* chatPieces(events: AsyncGenerator<unknown, StreamEnd>, origin: string): AsyncGenerator<AnswerPiece, ChatPiecesEnd> {
  const split = new ReasoningSplit();
  let finish: Finish | undefined;
  let usage: TokenCount | undefined;
  try {
    for (;;) {
      const next = await events.next();
      if (next.done === true) {
        yield* split.end();
        return {
          finish: finish ?? (next.value === 'done' ? 'stop' : 'cut'),
          ...(usage && { usage }),
        };
      }
      const { data } = eventSchema.safeParse(next.value);
      if (data === undefined) throw malformed(origin);
      usage = tokenCountIn(data.usage) ?? usage;
      const choice = data.choices[0];
      const message = choice?.delta ?? choice?.message ?? {};
      for (const { text } of piecesOf(message.reasoning_content ?? message.reasoning)) yield { kind: 'thinking', text };
      for (const piece of piecesOf(message.content)) {
        if (piece.kind === 'thinking') yield piece;
        else yield* split.feed(piece.text);
      }
      const reason = choice?.finish_reason ?? '';
      if (reason !== '') finish = finishOf(reason);
    }
  } finally {
    await events.return('open');
  }
}
