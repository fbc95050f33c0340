/** A piece of an answer: of its text, or of the thoughts before it. */
export interface AnswerPiece {
  readonly kind: 'text' | 'thinking';
  readonly text: string;
}

/**
 * The text and the thoughts in a message's content, which is a string, or a list of typed chunks as the Mistral
 * interface has them: `{type: 'text', text}` and `{type: 'thinking', thinking: [{type: 'text', text}]}`. Chunks of
 * other kinds hold nothing to read and are left out.
 */
export function piecesOf(content: unknown): AnswerPiece[] {
  if (typeof content === 'string') return content === '' ? [] : [{ kind: 'text', text: content }];
  if (!Array.isArray(content)) return [];
  return content.flatMap((chunk: unknown): AnswerPiece[] => {
    if (typeof chunk !== 'object' || chunk === null) return [];
    if ('text' in chunk) return piecesOf(chunk.text);
    if ('thinking' in chunk) return piecesOf(chunk.thinking).map(({ text }) => ({ kind: 'thinking', text }));
    return [];
  });
}
