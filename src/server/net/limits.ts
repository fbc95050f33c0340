/** All durations are milliseconds, all sizes bytes, unless a name says otherwise. */

/** TCP and TLS together. Three SYN retransmissions (1 + 2 + 4 s, RFC 6298) fit; a person waits no longer for a sign. */
export const connectMilliseconds = 10_000;

/**
 * The longest silence before the first byte and between two chunks of an answer.
 * `chat`: a model on two cores reads about 200 tokens a second, so a prompt of 16,000 tokens takes 80 s before the
 * first word; many servers send the headers at once and are silent then, so both silences have one limit.
 * `completion`: ghost text that old is of no use, but a server may first have to load the model (Ollama does so on
 * the first request), and giving up earlier would make it start again each time.
 * `list`: a list of models is answered from memory.
 */
export const silenceMilliseconds = { chat: 120_000, completion: 30_000, list: 10_000 } as const;

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
