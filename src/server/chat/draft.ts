import type { ChatTurn } from '../../protocol/chat.ts';
import type { Label } from '../../protocol/label.ts';
import type { Fragment, SourceOrigin } from '../../protocol/origin.ts';
import type { ChatDraft, Part, Purpose } from '../policy/request.ts';
import { attachmentText, type AttachedText } from './attachmentText.ts';
import { chatDefaults } from './defaults.ts';
import { explainPrompt, systemPrompt, type AnswerLanguage } from './prompts.ts';

/** What the person asks, with the documents already read. */
export interface Question {
  readonly history: readonly ChatTurn[];
  readonly text: string;
  readonly command?: 'explain' | undefined;
  readonly attachments: readonly AttachedText[];
  readonly language: AnswerLanguage;
}

/** A draft for the gate, with the turn to remember once it is answered. */
export interface DraftedQuestion {
  readonly draft: ChatDraft;
  readonly turn: ChatTurn;
}

/** Turns a question into a draft: instructions, as much of the history as fits, and what is asked now. */
export function draftQuestion({ history, text, command, attachments, language }: Question): DraftedQuestion {
  const share = Math.floor(chatDefaults.attachmentCharacters / Math.max(1, attachments.length));
  const asked: Fragment[] = attachments.map((attached) => ({
    text: attachmentText(attached, share),
    origin: { kind: 'document', uri: attached.uri, ...(attached.range && { range: attached.range }) },
  }));
  if (command === 'explain') asked.push({ text: explainPrompt[language], origin: { kind: 'vigie' } });
  if (text.trim() !== '') asked.push({ text, origin: { kind: 'chat' } });
  const turn: ChatTurn = { role: 'user', fragments: asked };
  return {
    turn,
    draft: {
      kind: 'chat',
      maxTokens: chatDefaults.answerTokens,
      messages: [
        { role: 'system', parts: [part({ text: systemPrompt[language], origin: { kind: 'vigie' } }, 'context')] },
        ...recent(history, chatDefaults.historyCharacters).map((earlier) => message(earlier, 'context')),
        message(turn, 'subject'),
      ],
    },
  };
}

/**
 * The turn of an answer. It may repeat anything that it was made from, so it carries all those sources.
 * @param label the label of the request, as the gate judged it.
 */
export function answerTurn(text: string, { draft }: DraftedQuestion, label: Label): ChatTurn {
  const sources = new Map<string, SourceOrigin>();
  for (const { parts } of draft.messages) {
    for (const { origin } of parts) {
      for (const source of origin.kind === 'answer' ? origin.sources : [origin]) {
        if (source.kind !== 'vigie') sources.set(JSON.stringify(source), source);
      }
    }
  }
  return { role: 'assistant', fragments: [{ text, origin: { kind: 'answer', sources: [...sources.values()], label } }] };
}

/** The latest turns that fit into `limit` code units, beginning with a person's turn. */
function recent(history: readonly ChatTurn[], limit: number): readonly ChatTurn[] {
  let used = 0;
  let first = history.length;
  for (let index = history.length - 1; index >= 0; index--) {
    const turn = history[index];
    used += (turn?.fragments ?? []).reduce((sum, { text }) => sum + text.length, 0);
    if (used > limit) break;
    if (turn?.role === 'user') first = index;
  }
  return history.slice(first);
}

function message({ role, fragments }: ChatTurn, purpose: Purpose): ChatDraft['messages'][number] {
  return { role, parts: fragments.map((fragment) => part(fragment, purpose)) };
}

function part(fragment: Fragment, purpose: Purpose): Part {
  return { ...fragment, purpose };
}
