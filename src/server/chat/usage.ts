import type { Usage } from '../../protocol/chat.ts';
import type { ChatDraft } from '../policy/request.ts';

/**
 * How many UTF-16 code units a token of a chat has, about. Mistral's, Llama's and Qwen's tokenizers come to three for
 * code and to four for English and French prose; questions and answers are a mixture.
 */
const charactersPerToken = 3.5;

/**
 * How many tokens a question and its answer took.
 * @param told what the server counted, if it did.
 * @param answered the length of text and thoughts, in UTF-16 code units.
 */
export function usageOf(
  told: Omit<Usage, 'estimated'> | undefined,
  { draft, answered }: { draft: ChatDraft; answered: number },
): Usage {
  if (told?.promptTokens !== undefined && told.completionTokens !== undefined) return { ...told, estimated: false };
  const asked = draft.messages.flatMap(({ parts }) => parts).reduce((sum, { text }) => sum + text.length, 0);
  return {
    promptTokens: told?.promptTokens ?? Math.ceil(asked / charactersPerToken),
    completionTokens: told?.completionTokens ?? Math.ceil(answered / charactersPerToken),
    estimated: true,
  };
}
