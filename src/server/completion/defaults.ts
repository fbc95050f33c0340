/**
 * Every figure of the ghost-text engine, each with its reason. Lengths are UTF-16 code units unless a name says
 * otherwise.
 */

/**
 * Code runs at 3 to 4 characters a token in the vocabularies of current code models; the lower half of that band
 * keeps a budget on the safe side. An estimate is enough: no server refuses a prompt that is a tenth too long.
 */
export const charactersPerToken = 3.5;

/** @returns how many characters to allow for a number of tokens. */
export function charactersFor(tokens: number): number {
  return Math.floor(tokens * charactersPerToken);
}

export const defaults = {
  /**
   * Between Continue's prompt (1,024 tokens in all) and Copilot's (7,692): about 100 lines of R before the cursor.
   * A small model on two cores reads some 200 tokens/s, so more would be felt on the first request.
   */
  prefixTokens: 1024,

  /** Four to one, as llama.vscode has it (256 lines and 64): what follows says where to end, little else. */
  suffixTokens: 256,

  /**
   * The start of the prefix moves in steps of this share of the budget, not with every line, so that a server
   * which keeps its KV cache finds the beginning of the prompt unchanged while a person types.
   */
  prefixStep: 0.25,

  /** The rest of one line: 48 tokens are some 170 characters, more than a line of code is allowed in any style. */
  lineTokens: 48,

  /** A dozen lines at some 13 tokens each. */
  blockTokens: 160,

  /** What a person takes in at a glance; a longer suggestion is read with more effort than typing takes. */
  blockLines: 12,

  /** Empty lines that a model may put before its code; more of them mean that it has nothing to say. */
  leadingBlankLines: 2,

  /** The longest cycle of lines that is taken for a model going round in circles. */
  repeatedLines: 3,

  /** Longer than this between two keys is thought, not typing: three to four usual gaps. */
  thoughtMs: 600,

  /** How many gaps the pace of typing is judged by: about the last two words. */
  paceKeys: 15,

  /** The usual gap between two keys: 40 to 50 words a minute. */
  usualGapMs: 150,

  /** The time to the first piece before any was measured: of a small model near by. */
  usualLatencyMs: 300,

  /** The weight of the last answer in the average of the model's latency. */
  latencyWeight: 0.3,

  /** How often lines are taken to be foreseen before there is experience. */
  foresightAtFirst: 0.65,

  /** The weight of the last line in that: the experience of some dozen lines. */
  foresightWeight: 0.12,

  /** How likely the next line must be right for a model to write on to it. */
  readOnFrom: 0.65,

  /** How likely the next line must be right for it to be asked for at once. */
  fetchFrom: 0.65,

  /** Lines in stock from which no more are asked for. */
  linesInStock: 3,

  /** Characters in stock from which no more are asked for: half a minute of typing, and far from the reach. */
  charactersInStock: 240,

  /** Characters typed as foreseen from which the rest of a line is believed. */
  provenCharacters: 6,

  /** By how many of the model's latencies before the end of a line what follows it is asked for. */
  headStart: 1.5,

  /** Keys that a slip takes before it is noticed, at most. */
  slipKeys: 3,

  /** How often lines must be foreseen for what is foreseen to be believed before the person's last keys. */
  trustFrom: 0.8,

  /** Keys between two requests about a line that the model does not see coming, at most. */
  keysAfterMisses: 5,

  /** A request that is as young as this when the next key comes is sent again rather than waited for. */
  overtakenMs: 90,

  /** How many usual gaps between keys are a pause. */
  pauseGaps: 2.5,

  /** Requests at a time for one document: one, and another where that is overdue. */
  maximumRunning: 2,

  /** Keys that are followed without a question of the editor between them: quick ones come faster than it asks. */
  unclaimedKeys: 4,

  /** By how many of its latencies an answer may be late before it is asked for again. */
  overdue: 2,

  /** How long nobody types before a request follows one that was refused or failed. */
  inVainMs: 800,

  /** How long after an abandoned request the next one is waited for before what is under way is left. */
  leaveMs: 150,

  /** Other suggestions than the first for who asks: three in all are told apart at a glance. */
  variants: 2,

  /** How long who asks for other suggestions waits for those that have not come; longer feels like a key that does nothing. */
  variantsMs: 1500,

  /**
   * How long a person rests before a server is given context to read ahead of the next key: twice what is thought
   * rather than typing, so that it does not read what the next key makes it read again.
   */
  warmAfterMs: 1500,

  /** How many characters a person may be ahead of an answer that is on its way. */
  lagCharacters: 40,

  /**
   * How long a request may go on for the whole of its scope; from then on the first complete lines will do. A small
   * model on two cores writes a line of code in about this time, and longer than this people write on by themselves.
   */
  patienceMs: 1500,

  /**
   * When a request is left, whatever has come. Nobody waits half as long for ghost text; but a server that loads its
   * model first takes this long, and would have to start again if it were left earlier.
   */
  giveUpMs: 30_000,

  /** Between Tabby's cache (100) and one that a lookup at every key would be slowed by. */
  cacheEntries: 256,

  /** Holds all entries at their usual size several times over; bounds a session of any length. */
  cacheBytes: 1024 * 1024,

  /** How many characters before the cursor a cached completion is first looked up by, before hashes are compared. */
  cacheTail: 32,

  /**
   * At how many places of one completion hashes are compared before it is taken for another state's; more than one
   * matters only in text that repeats itself.
   */
  cachePlaces: 4,

  /** What a cache entry takes beside its texts, in bytes: two hashes, keys and objects, estimated generously. */
  cacheEntryBytes: 600,

  /** How far above the cursor the opening fence of a code chunk is looked for: some 2,000 lines. */
  fenceReach: 64 * 1024,

  /** How far from the cursor brackets, strings and comments are read, each way: some 150 lines, in a tenth of a millisecond. */
  syntaxReach: 6 * 1024,

  /** The longest front matter that is recognised. */
  frontMatterReach: 16 * 1024,

  /** How many lines above the cursor a suggestion is compared with for repetition. */
  linesAbove: 5,

  /** Words of a comment that say what is wanted; fewer are a heading. */
  wishWords: 3,

  /** How much of a line's end is searched for a model that is stuck: eight times up to sixteen characters. */
  stuckReach: 128,

  /** The shortest word or line that is taken for an echo when a model repeats it. */
  echoCharacters: 3,
} as const;

/**
 * The longest completion that is read, with the same estimate: bounds what a server that never ends can fill memory
 * with, and how far back a completion can be typed through.
 */
export const completionReach = charactersFor(defaults.blockTokens) * 2;
