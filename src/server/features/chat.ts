import type * as z from 'zod';
import { ProgressType, type CancellationToken, type Connection } from 'vscode-languageserver/node';
import { chatParamsSchema, type ChatPartial, type ChatProgress, type ChatResult, type ChatTurn } from '../../protocol/chat.ts';
import { chatRequest } from '../../protocol/messages.ts';
import type { Ask } from '../ask.ts';
import { BackendError, type Finish } from '../backends/backend.ts';
import type { AttachmentReader } from '../chat/attachmentReader.ts';
import { chatDefaults } from '../chat/defaults.ts';
import { joinedAnswer, lastExchange } from '../chat/continuation.ts';
import { answerTurn, draftQuestion, questionTurn, type DraftedQuestion } from '../chat/draft.ts';
import type { AnswerLanguage } from '../chat/prompts.ts';
import { signalOf } from './abort.ts';

/** The parameters of a request, checked. */
export type AskedChat = z.output<typeof chatParamsSchema>;

const progressType = new ProgressType<ChatPartial>();

/** What the chat needs of the rest of the server. */
export interface ChatWorld {
  readonly ask: Ask;
  readonly attachments: AttachmentReader;
  readonly language: () => AnswerLanguage;
}

/** Answers the request `vigie/chat`. */
export function registerChat(connection: Connection, world: ChatWorld): void {
  connection.onRequest(chatRequest, (params: unknown, token: CancellationToken) => {
    const parsed = chatParamsSchema.parse(params);
    const { partialResultToken } = parsed;
    return answer(parsed, world, signalOf(token), (progress) => {
      if (partialResultToken !== undefined) void connection.sendProgress(progressType, partialResultToken, progress);
    });
  });
}

async function answer(
  params: AskedChat,
  world: ChatWorld,
  signal: AbortSignal,
  show: (partial: ChatPartial) => void,
): Promise<ChatResult> {
  const began = performance.now();
  const drafted = await draftOf(params, world);
  if (typeof drafted === 'string') return { outcome: 'failed', message: drafted };
  let said = '';
  try {
    const asked = await world.ask.chat(drafted.draft, signal);
    if ('refusal' in asked) return { outcome: 'refused', refusal: asked.refusal };
    const { destination, label, withheld } = asked;
    const sent = { destination, label, withheld, redactions: [...asked.redactions] };
    const turns = (): ChatTurn[] => turnsOf(params, questionTurn(drafted, asked), answerTurn(said, drafted, label, asked));
    show({ kind: 'sent', turns: turns(), ...sent });
    const end = await ending(stream(asked.answer, signal, (progress) => {
      if (progress.kind === 'text') said += progress.text;
      show(progress);
    }), () => said !== '');
    return { outcome: 'answered', ...end, turns: turns(), milliseconds: performance.now() - began, ...sent };
  } catch (error) {
    if (!(error instanceof BackendError)) throw error;
    return { outcome: 'failed', message: error.message, ...(error.remedy && { remedy: error.remedy }) };
  }
}

/** The turns to remember: of a question and its answer, or of the ones in the history that went on. */
function turnsOf({ history, continues }: AskedChat, question: ChatTurn, answered: ChatTurn): ChatTurn[] {
  const began = continues === true ? lastExchange(history) : undefined;
  return began === undefined ? [question, answered] : [began.question, joinedAnswer(began.answer, answered)];
}

/**
 * How an answer ended. One that broke off in the middle is kept, with the reason.
 * @throws the back end's failure where nothing had come.
 */
async function ending(
  finish: Promise<Finish | 'cancelled'>,
  hasBegun: () => boolean,
): Promise<{ finish: Finish | 'cancelled'; trouble?: string }> {
  try {
    return { finish: await finish };
  } catch (error) {
    if (!(error instanceof BackendError) || !hasBegun()) throw error;
    return { finish: 'cut', trouble: error.message };
  }
}

/**
 * Shows an answer as it comes; stopping it is an end like any other, and one that does not end by itself is ended at
 * `chatDefaults.answerCharacters`.
 */
async function stream(
  answer: AsyncGenerator<ChatProgress, Finish>,
  signal: AbortSignal,
  show: (progress: ChatProgress) => void,
): Promise<Finish | 'cancelled'> {
  let room: number = chatDefaults.answerCharacters;
  try {
    for (;;) {
      const next = await answer.next();
      if (next.done === true) return next.value;
      show(next.value);
      room -= next.value.text.length;
      if (room > 0) continue;
      await answer.return('length');
      return 'length';
    }
  } catch (error) {
    if (signal.aborted) return 'cancelled';
    throw error;
  }
}

/** What the person asks, as a draft for the gate; a sentence where an attachment cannot be had. */
export async function draftOf(
  { conversation, redact, history, text, command, attachments, continues }: AskedChat,
  { attachments: reader, language }: Pick<ChatWorld, 'attachments' | 'language'>,
): Promise<DraftedQuestion | string> {
  const found = await reader.readAll(attachments);
  if (typeof found === 'string') return found;
  return draftQuestion({ conversation, redact, history, text, command, attachments: found, continues, language: language() });
}
