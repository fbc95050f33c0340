/**
 * Sizes of a chat request, in UTF-16 code units and tokens. At the three characters a token that code costs in the
 * tokenizers of small models, attachments, history and answer stay together within a context of 8,192 tokens, the
 * least that a server worth asking gives (SmolLM2, Mistral 7B, Llama 3 and their successors all have it).
 */
export const chatDefaults = {
  /** For all attachments of one message; a longer document is cut, and the model is told. */
  attachmentCharacters: 12_000,
  /** For earlier turns; the oldest are left out first. */
  historyCharacters: 8_000,
  /** For the answer. */
  answerTokens: 1_024,
  /** For the answer of a server that does not keep to its tokens: a hundred times what those make. */
  answerCharacters: 400_000,
} as const;
