import type { ChatProgress } from '../../protocol/chat.ts';

/**
 * The text and the thoughts in a message's content, which is a string, or a list of typed chunks as the Mistral
 * interface has them: `{type: 'text', text}` and `{type: 'thinking', thinking: [{type: 'text', text}]}`. Chunks of
 * other kinds hold nothing to read and are left out.
 */
export function piecesOf(content: unknown): ChatProgress[] {
  if (typeof content === 'string') return content === '' ? [] : [{ kind: 'text', text: content }];
  if (!Array.isArray(content)) return [];
  return content.flatMap((chunk: unknown): ChatProgress[] => {
    if (typeof chunk !== 'object' || chunk === null) return [];
    if ('text' in chunk) return piecesOf(chunk.text);
    if ('thinking' in chunk) return piecesOf(chunk.thinking).map(({ text }) => ({ kind: 'thinking', text }));
    return [];
  });
}
