import type { ChatTurn } from '../../protocol/chat.ts';
import type { ChatCommand } from '../../protocol/command.ts';
import type { Label } from '../../protocol/label.ts';
import type { Origin, SourceOrigin } from '../../protocol/origin.ts';
import type { ChatDraft, Hidden, Part } from '../policy/request.ts';
import { attachedPart, staysBehind, type Attached } from './attachmentText.ts';
import { commandParts, instructionsPart, type AskedPrompt } from './commands/parts.ts';
import type { WorkspaceText } from './commands/workspacePrompts.ts';
import { continuePrompt } from './continuation.ts';
import { chatDefaults } from './defaults.ts';
import { hiddenTogether } from './hidden.ts';
import { shareOut } from './room.ts';
import { promptWords, type AnswerLanguage } from './prompts.ts';
import { recent, repeatedParts, withoutRepeated } from './saidBefore.ts';

/** What the person asks, with the documents already read. */
export interface Question {
  /** What shares placeholders with this question. */
  readonly conversation?: string | undefined;
  /** Whether the person asked for redaction. */
  readonly redact?: boolean;
  readonly history: readonly ChatTurn[];
  readonly text: string;
  readonly command?: ChatCommand | undefined;
  /** The file that the command names, where it is a prompt of the workspace. */
  readonly prompt?: AskedPrompt | undefined;
  /** What the workspace says to the model with every message. */
  readonly instructions?: readonly WorkspaceText[];
  readonly attachments: readonly Attached[];
  /** Whether the last answer of the history is to go on. */
  readonly continues?: boolean | undefined;
  readonly language: AnswerLanguage;
}

/** A draft for the gate, with what was asked: the parts of its last message. */
export interface DraftedQuestion {
  readonly draft: ChatDraft;
  readonly asked: readonly Part[];
}

/** The name that a conversation of the chat has for the gate. */
export function chatConversation(id: string | undefined): string | undefined {
  return id === undefined ? undefined : `chat ${id}`;
}

/** Turns a question into a draft: instructions, as much of the history as fits, and what is asked now. */
export function draftQuestion(question: Question): DraftedQuestion {
  const { conversation, redact, history, text, command, prompt, instructions = [], attachments, continues, language } = question;
  const shared = chatConversation(conversation);
  const attached = attachedParts(attachments);
  const ofCommand = command && commandParts({ command, prompt, attachments: attachments.filter((each) => !staysBehind(each)), attached, language });
  const said: Part[] = [];
  if (text.trim() !== '') said.push({ text, origin: { kind: 'chat' }, purpose: 'subject' });
  if (continues === true) said.push({ text: continuePrompt[language], origin: { kind: 'vigie' }, purpose: 'subject' });
  const own = [...(ofCommand ?? attached), ...said].slice(attached.length).reduce((sum, { text: each }) => sum + each.length, 0);
  const limit = chatDefaults.historyCharacters - own;
  // What a command says is about what stands right before it.
  const mayRepeat = ofCommand === undefined ? attached : [];
  const earlier = recent(history, { limit, needed: continues === true ? 2 : 0, attached: mayRepeat });
  const { parts, repeated } = ofCommand === undefined ? withoutRepeated(attachments, attached, earlier) : { parts: ofCommand, repeated: [] };
  const asked = [...parts, ...said];
  return {
    asked,
    draft: {
      kind: 'chat',
      ...(shared !== undefined && { conversation: shared }),
      redact: redact ?? false,
      maxTokens: chatDefaults.answerTokens,
      messages: [
        {
          role: 'system',
          parts: [
            { text: promptWords[language].system, origin: { kind: 'vigie' }, purpose: 'context' },
            ...instructions.map((each) => instructionsPart(each, language)),
          ],
        },
        ...earlier.map((turn, index): ChatDraft['messages'][number] => ({
          role: turn.role,
          parts: continues === true && index >= earlier.length - 2 ? neededParts(turn) : repeatedParts(turn, index, repeated),
        })),
        { role: 'user', parts: asked },
      ],
    },
  };
}

/** Attachments as parts of a question; the room for all of them is shared out among those that need it. */
export function attachedParts(attachments: readonly Attached[]): Part[] {
  const shares = shareOut(attachments.map(({ text }) => text.length), chatDefaults.attachmentCharacters);
  return attachments.map((attached, index) => attachedPart(attached, shares[index] ?? 0));
}

/** What the gate said of the parts of a draft. */
export interface Sent {
  /** The label that each was sent under. */
  readonly labels: ReadonlyMap<Part, Label>;
  /** What each is to be remembered with in which something was redacted, or would be elsewhere. */
  readonly redacted: ReadonlyMap<Part, Hidden>;
}

/** The turn of a question, to be remembered with what the gate said of its parts; what stayed behind is no part of it. */
export function questionTurn({ asked }: DraftedQuestion, { labels, redacted }: Sent): ChatTurn {
  const went = asked.filter((part) => part.purpose === 'subject' || labels.has(part));
  const fragments = went.map((part) => {
    return { text: part.text, origin: part.origin, label: labels.get(part) ?? 'secret', ...redacted.get(part) };
  });
  return { role: 'user', fragments };
}

/**
 * The turn of an answer. It may repeat anything that it was made from, so it carries all those sources; what stayed
 * behind is none of them.
 * @param label the label of the whole request, as the gate judged it.
 * @param sent what the gate said of its parts: the answer may hold all that was redacted in them again.
 */
export function answerTurn(text: string, { draft }: DraftedQuestion, label: Label, { labels, redacted }: Sent): ChatTurn {
  const sources = new Map<string, SourceOrigin>();
  for (const { parts } of draft.messages) {
    for (const part of parts) {
      if (!labels.has(part)) continue;
      const { origin } = part;
      for (const source of origin.kind === 'answer' ? origin.sources : [origin]) {
        if (source.kind !== 'vigie') sources.set(JSON.stringify(source), source);
      }
    }
  }
  const origin: Origin = { kind: 'answer', sources: [...sources.values()] };
  return {
    role: 'assistant',
    fragments: [{ text, origin, label, ...hiddenTogether([...redacted.values()]) }],
  };
}

/** The parts of a turn without which there is nothing to ask, as there is not without the answer that is to go on. */
function neededParts({ fragments }: ChatTurn): Part[] {
  return fragments.map((fragment) => ({ ...fragment, purpose: 'subject' }));
}
