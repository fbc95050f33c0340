/** Every figure of what a completion draws on, each with its reason. Lengths are UTF-16 code units unless said. */
export const contextDefaults = {
  /**
   * What goes along with one completion, in tokens: half as much again as the document's own prefix, as Copilot and
   * Tabby have it, for a server that reads thousands of tokens a second.
   */
  tokens: 1024,

  /** For a model on this machine, which may read only some 200 tokens/s: the first request waits for them once. */
  tokensOnThisMachine: 384,

  /** How long a gathering waits for its sources, in milliseconds; Tabby allows 500. What is late is used the next time. */
  gatherMs: 200,

  /**
   * How long a document's first gathering waits for what the person is asked for at once, in milliseconds: the first
   * request, which can have nothing of it, is on its way by then, and its answer is not.
   */
  firstRestMs: 100,

  /** When a source is given up, in milliseconds: a network share that does not answer. */
  giveUpMs: 5000,

  /** The documents whose gathered context is remembered. */
  documents: 16,

  /** A fragment that was sent keeps its place unless another is better by this much: the prompt's beginning stays. */
  loyalty: 0.2,

  /** What helps at least this much is sent whole where there is room, all else in brief. */
  wholeFrom: 0.7,

  /** The lines around the cursor whose words say what is being written about, before and behind it. */
  linesBefore: 30,
  linesBehind: 15,

  /** Volatile context is looked for anew when the cursor has moved on by so many lines. */
  linesBetween: 8,

  /** The largest program that is read from the disk, in bytes: one of 5,000 lines. Larger ones are rather dumps. */
  fileBytes: 200_000,

  /** How many files are looked at for definitions, and through how many files on the way. */
  files: 40,
  depth: 2,

  /** Texts read from the disk that are remembered, in characters. */
  rememberedText: 2_000_000,

  /** What is shown of a definition: the signature and the first lines, as long as Tabby's. */
  definitionLines: 12,
  definitionCharacters: 500,

  /** What is shown of a chunk or cell: of the smallest room several still fit. */
  chunkCharacters: 600,

  /**
   * A window of another document: short enough that several fit. As many lines above the cursor are compared with it;
   * 30 find half as much of what comes next, and 8 as much (`bench/context/similarity.ts`).
   */
  windowLines: 12,
  windows: 4,

  /** Less in common than this with the lines above the cursor, and a window is about something else. */
  leastSimilar: 0.06,

  /** Edits that are remembered, and the longest in lines: what is longer was pasted or loaded. */
  edits: 24,
  editLines: 20,
  editsShown: 4,

  /** A document longer than this is not compared for edits. */
  editedCharacters: 200_000,

  /** How much of a document is looked through at once after each line that is typed there: 2,500 lines, in some 8 ms. */
  lookedThrough: 100_000,

  /** The longest statement that is looked at as one: a function of 150 lines. */
  statementCharacters: 6000,

  /** How many verbs of one statement are looked at. */
  statementVerbs: 40,

  /** The most columns that are told of one data frame. */
  columns: 60,
} as const;
