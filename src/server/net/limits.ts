/** All durations are milliseconds, all sizes bytes, unless a name says otherwise. */

/** How long to wait for an answer. */
export interface Wait {
  /** For its first token, from the request on. */
  readonly first: number;
  /** For the next token. Comments and empty events, which servers send to keep a connection, are no tokens. */
  readonly between: number;
  /** For its end. */
  readonly whole: number;
}

/** What a request is for. */
export type Use = 'chat' | 'completion' | 'list';

/** How long to wait for what. */
export interface Limits extends Readonly<Record<Use, Wait>> {
  /** For a connection: name, TCP, TLS and a proxy's tunnel together. */
  readonly connect: number;
  /** How long ghost text leaves a server alone that takes no more requests and does not say for how long. */
  readonly rest: number;
}

/**
 * `connect`: three SYN retransmissions (1 + 2 + 4 s, RFC 6298) fit; a person waits no longer for a sign.
 * `chat`: a model on two cores reads about 200 tokens a second, so a prompt of 16,000 tokens takes 80 s before the
 * first word. A model that thinks where nobody sees it, or is put aside by a busy server, is silent in between. Six
 * tokens a second are about what people read; 1,024 of them, and as many of thought again, take six minutes.
 * `completion`: ghost text that old is of no use, but a server may first have to load the model (Ollama does so on
 * the first request), and giving up earlier would make it start again each time.
 * `list`: a list of models is answered from memory.
 */
export const usualLimits: Limits = {
  connect: 10_000,
  rest: 10_000,
  chat: { first: 120_000, between: 60_000, whole: 30 * 60_000 },
  completion: { first: 30_000, between: 10_000, whole: 60_000 },
  list: { first: 10_000, between: 10_000, whole: 20_000 },
};

/** The longest that ghost text leaves a server alone, whatever the server says. */
export const longestRestMilliseconds = 10 * 60_000;

/**
 * How long an unused connection is kept. Uvicorn, which serves vLLM and LiteLLM, and llama.cpp close theirs after
 * 5 s; a request sent in that moment would be lost. A longer `Keep-Alive` hint of the server is honoured.
 */
export const keepAliveMilliseconds = 4_000;

/** How long the end of an answer that is already complete may take, before the connection is closed, not reused. */
export const drainMilliseconds = 1_000;

/** The most that is read of an answer that is read as a whole: an error, a list of models. */
export const maximumTextBytes = 1024 * 1024;

/** The longest single event of a stream, in characters; a whole answer in one event is far below. */
export const maximumEventCharacters = 4 * 1024 * 1024;
