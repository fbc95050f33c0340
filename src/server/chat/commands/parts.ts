import type { ChatCommand } from '../../../protocol/command.ts';
import type { Part } from '../../policy/request.ts';
import { stretchAround } from '../../policy/surroundings.ts';
import type { Attached } from '../attachmentText.ts';
import { chatDefaults } from '../defaults.ts';
import { promptWords, type AnswerLanguage } from '../prompts.ts';
import { wordsFor, type Program } from './words.ts';
import type { WorkspaceText } from './workspacePrompts.ts';
import type { PromptFile } from './promptFile.ts';

/** A prompt of the workspace that is asked for: its file as it stands now. */
export interface AskedPrompt extends WorkspaceText {
  readonly prompt: PromptFile;
}

/** A command with all that it needs. */
export interface CommandAsked {
  readonly command: ChatCommand;
  /** The file of the prompt, for a command of the workspace. */
  readonly prompt?: AskedPrompt | undefined;
  readonly attachments: readonly Attached[];
  /** The attachments as they are sent. */
  readonly attached: readonly Part[];
  readonly language: AnswerLanguage;
}

/** What a message with a command holds, in order: attachments, and what is asked of them. */
export function commandParts({ command, prompt, attachments, attached, language }: CommandAsked): Part[] {
  if (command.name === 'prompt') return prompt === undefined ? [...attached] : promptParts(prompt, attached, command.argument);
  const words = wordsFor(command.name, command.argument, attachments.map(programOf), language).map(ownPart);
  return [...attached, ...words];
}

/**
 * The instructions of a workspace as a part that goes along with every message. They are the file's words, whatever they
 * say of themselves.
 */
export function instructionsPart({ uri, text }: WorkspaceText, language: AnswerLanguage): Part {
  const shown = text.slice(0, chatDefaults.instructionsCharacters);
  const heading = `${promptWords[language].workspaceIntroduction}\n`;
  return {
    text: `${heading}${shown}`,
    origin: { kind: 'document', uri },
    purpose: 'context',
    linesBefore: 1,
    ...(shown.length < text.length && { around: { ...stretchAround(text, { start: 0, end: shown.length }), at: heading.length, of: uri } }),
  };
}

/** A prompt's own words each know where they stand in its file, and what the person typed stays the person's. */
function promptParts({ uri, text, prompt }: AskedPrompt, attached: readonly Part[], argument = ''): Part[] {
  const typed: Part[] = argument.trim() === '' ? [] : [{ text: argument, origin: { kind: 'chat' }, purpose: 'subject' }];
  // What a prompt names a second time is not sent a second time.
  const left: Record<'selection' | 'argument', readonly Part[]> = { selection: attached, argument: typed };
  const taken = (kind: 'selection' | 'argument'): readonly Part[] => {
    const parts = left[kind];
    left[kind] = [];
    return parts;
  };
  const parts = prompt.pieces.flatMap((piece): readonly Part[] => {
    switch (piece.kind) {
      case 'text':
        return [
          {
            text: text.slice(piece.start, piece.end),
            origin: { kind: 'document', uri },
            purpose: 'subject',
            around: { ...stretchAround(text, piece), at: 0, of: uri },
          },
        ];
      case 'selection':
      case 'argument':
        return taken(piece.kind);
    }
  });
  return [...left.selection, ...parts, ...left.argument];
}

function ownPart(text: string): Part {
  return { text, origin: { kind: 'vigie' }, purpose: 'subject' };
}

/** As much of an attachment as can be sent: what is said goes by that. */
function programOf(attached: Attached): Program {
  const { languageId, text } = attached;
  return { name: 'origin' in attached ? '' : attached.name, languageId, text: text.slice(0, chatDefaults.attachmentCharacters) };
}
