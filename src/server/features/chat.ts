import * as l10n from '@vscode/l10n';
import type * as z from 'zod';
import { ProgressType, type CancellationToken, type Connection } from 'vscode-languageserver/node';
import { chatParamsSchema, type ChatPartial, type ChatProgress, type ChatResult, type ChatTurn } from '../../protocol/chat.ts';
import { chatRequest } from '../../protocol/messages.ts';
import type { Ask } from '../ask.ts';
import { RefusedAfterAll, type Asked, type Sent } from '../asked.ts';
import { BackendError, type ChatEnd, type Finish } from '../backends/backend.ts';
import type { AttachmentReader } from '../chat/attachmentReader.ts';
import type { Attached } from '../chat/attachmentText.ts';
import { failedOn, refusedOnceSent } from '../chat/afterSending.ts';
import { commandTrouble } from '../chat/commands/trouble.ts';
import { parseReview, type Reviewed } from '../chat/commands/review.ts';
import type { WorkspaceWords } from '../chat/commands/workspacePrompts.ts';
import { chatDefaults } from '../chat/defaults.ts';
import { joinedAnswer, lastExchange } from '../chat/continuation.ts';
import { answerTurn, draftQuestion, questionTurn, type DraftedQuestion } from '../chat/draft.ts';
import type { AnswerLanguage } from '../chat/prompts.ts';
import { usageOf } from '../chat/usage.ts';
import { signalOf } from './abort.ts';

/** The parameters of a request, checked. */
export type AskedChat = z.output<typeof chatParamsSchema>;

const progressType = new ProgressType<ChatPartial>();

/** What the chat needs of the rest of the server. */
export interface ChatWorld {
  readonly ask: Ask;
  readonly attachments: AttachmentReader;
  /** What the workspace says to the model. */
  readonly words: () => Promise<WorkspaceWords>;
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
  let thought = 0;
  const verdict = (sent: Sent) => {
    const { destination, label, withheld, withheldFor, redactions } = sent;
    const turns = turnsOf(params, questionTurn(drafted, sent), answerTurn(said, drafted, label, sent));
    return { turns, destination, label, withheld, withheldFor: [...withheldFor], redactions: [...redactions] };
  };
  let asked: Asked | undefined;
  try {
    const { service, model, effort } = params;
    const begun = await world.ask.chat(drafted.draft, signal, { service, model, effort, moved: (sent) => { show({ kind: 'sent', ...verdict(sent) }); } });
    if ('refusal' in begun) return { outcome: 'refused', refusal: begun.refusal };
    asked = begun;
    show({ kind: 'sent', ...verdict(asked.sent) });
    const { usage, ...end } = await ending(stream(asked.answer, signal, (progress) => {
      if (progress.kind === 'text') said += progress.text;
      if (progress.kind === 'thinking') thought += progress.text.length;
      show(progress);
    }), () => said !== '');
    if (said === '' && thought === 0 && end.finish !== 'cancelled' && params.continues !== true) {
      return emptyAnswer(asked.sent.destination.origin);
    }
    const milliseconds = performance.now() - began;
    const used = usageOf(usage, { draft: drafted.draft, answered: said.length + thought });
    const sent = verdict(asked.sent);
    const review = params.command?.name === 'review' ? parseReview(answerIn(sent.turns), drafted.attachments.flatMap(reviewed)) : undefined;
    return { outcome: 'answered', ...end, usage: used, milliseconds, ...sent, ...(review && { review }) };
  } catch (error) {
    if (error instanceof RefusedAfterAll) return { outcome: 'refused', refusal: refusedOnceSent(error.refusal, asked?.received ?? []) };
    if (!(error instanceof BackendError)) throw error;
    const stayed = asked !== undefined && asked.received.length === 0;
    return { outcome: 'failed', message: failedOn(error.message, asked), ...(error.remedy && { remedy: error.remedy }), ...(stayed && { stayed }) };
  }
}

/** An answer without a word is none. */
function emptyAnswer(origin: string): ChatResult {
  const message = l10n.t('{0} sent an empty answer. Ask again, or choose another model.', origin);
  return { outcome: 'failed', message, remedy: 'retry' };
}

/** The turns to remember: of a question and its answer, or of the ones in the history that went on. */
function turnsOf({ history, continues }: AskedChat, question: ChatTurn, answered: ChatTurn): ChatTurn[] {
  const began = continues === true ? lastExchange(history) : undefined;
  return began === undefined ? [question, answered] : [began.question, joinedAnswer(began.answer, answered)];
}

/** All of an answer, in however many requests it came. */
function answerIn(turns: readonly ChatTurn[]): string {
  return (turns.at(-1)?.fragments ?? []).map(({ text }) => text).join('');
}

/** How an answer ended; what only the end of a stream tells may be missing. */
type Ending = Partial<Pick<ChatEnd, 'model' | 'usage'>> & { readonly finish: Finish | 'cancelled'; readonly trouble?: string };

/**
 * How an answer ended. One that broke off in the middle is kept, with the reason.
 * @throws the back end's failure where nothing had come.
 */
async function ending(end: Promise<Ending>, hasBegun: () => boolean): Promise<Ending> {
  try {
    return await end;
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
  answer: AsyncGenerator<ChatProgress, ChatEnd>,
  signal: AbortSignal,
  show: (progress: ChatProgress) => void,
): Promise<Ending> {
  let room: number = chatDefaults.answerCharacters;
  try {
    for (;;) {
      const next = await answer.next();
      if (next.done === true) return next.value;
      show(next.value);
      room -= next.value.text.length;
      if (room > 0) continue;
      await answer.return({ finish: 'length', model: '' });
      return { finish: 'length' };
    }
  } catch (error) {
    if (signal.aborted) return { finish: 'cancelled' };
    throw error;
  }
}

/** A draft with what was read for it. */
interface Drafted extends DraftedQuestion {
  /** What the answer is about; where it goes on, nothing of it is sent again. */
  readonly attachments: readonly Attached[];
}

/** What the person asks, as a draft for the gate; a sentence where an attachment or a prompt cannot be had. */
export async function draftOf(params: AskedChat, world: Pick<ChatWorld, 'attachments' | 'words' | 'language'>): Promise<Drafted | string> {
  const { conversation, redact, history, text, command, attachments, service } = params;
  const { attachments: reader, words, language } = world;
  if (params.continues === true) return goingOn(params, world);
  const found = await reader.readAll(attachments, service);
  if (typeof found === 'string') return found;
  const { prompts, instructions } = await words();
  const prompt = prompts.find(({ uri }) => command?.name === 'prompt' && uri === command.uri);
  const trouble = command && commandTrouble(command, { prompt, isAboutNothing: found.length + history.length === 0 && text.trim() === '' });
  if (trouble !== undefined) return trouble;
  const asked = { conversation, redact, history, text, command, prompt, instructions, attachments: found, language: language() };
  return { ...draftQuestion(asked), attachments: found };
}

/** An answer that is to go on, as a draft: its question stands in the history, with all that was attached to it. */
async function goingOn(
  { conversation, redact, history, text, command, attachments, service }: AskedChat,
  { attachments: reader, words, language }: Pick<ChatWorld, 'attachments' | 'words' | 'language'>,
): Promise<Drafted> {
  const { instructions } = await words();
  const about = command?.name === 'review' ? await reader.readAll(attachments, service) : [];
  const asked = { conversation, redact, history, text, instructions, attachments: [], continues: true, language: language() };
  // What cannot be read any more is no reason against going on: what is found in it is then shown as it is written.
  return { ...draftQuestion(asked), attachments: typeof about === 'string' ? [] : about };
}

/** A stretch of a document that was attached, as a review tells of it. */
function reviewed(attached: Attached): Reviewed[] {
  if ('origin' in attached) return [];
  const { uri, name, text, range } = attached;
  return [{ uri, name, text, firstLine: (range?.start.line ?? 0) + 1 }];
}
