/**
 * Sizes of a chat request, in UTF-16 code units and tokens. At the three characters a token that code costs in the
 * tokenizers of small models, attachments, history and answer stay together within a context of 8,192 tokens, the
 * least that a server worth asking gives (SmolLM2, Mistral 7B, Llama 3 and their successors all have it).
 */
export const chatDefaults = {
  /** For all attachments of one message; a longer document is cut, and the model is told. */
  attachmentCharacters: 12_000,
  /** For earlier turns and what a command says to the model; the oldest turns are left out first. */
  historyCharacters: 8_000,
  /** For the points of the epidemiological lens in a review: some seven, as many as a small model keeps in mind. */
  lensCharacters: 1_400,
  /** The same in an explanation, which is to be short: two. */
  explanationLensCharacters: 620,
  /** For what has no equal in the language of a translation: some eight points. */
  translationCharacters: 1_600,
  /** For a prompt of the workspace: a page. */
  promptCharacters: 4_000,
  /** For the instructions of the workspace, which go along with every message. */
  instructionsCharacters: 2_000,
  /** For the answer. */
  answerTokens: 1_024,
  /** For the answer of a server that does not keep to its tokens: a hundred times what those make. */
  answerCharacters: 400_000,
} as const;
