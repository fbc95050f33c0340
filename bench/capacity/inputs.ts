import { chatDefaults } from '../../src/server/chat/defaults.ts';
import { defaults } from '../../src/server/completion/defaults.ts';
import { contextDefaults } from '../../src/server/context/defaults.ts';

/*
 * What the simulation takes for granted. Each figure is `measured` (docs/benchmarks.md), `bound` by the program's own
 * budgets, or an `assumption`, to be replaced by whoever knows better: every one of them is an option of
 * `npm run capacity`.
 */

/** What people do in the busiest hour of a day. */
export interface People {
  /** Share of all people who work with the editor in that hour. */
  readonly present: number;
  /** Share of that hour in which such a person types. */
  readonly typing: number;
  /** How long a stretch of typing is in the mean, in seconds. */
  readonly stretchSeconds: number;
  /** Keys a minute while typing. */
  readonly keysPerMinute: number;
  /** Requests for ghost text per 100 keys. */
  readonly requestsPer100Keys: number;
  /** Questions in the chat that a present person asks in an hour. */
  readonly questionsPerHour: number;
}

/** What one kind of request asks of a server. */
export interface Work {
  /** Of the prompt, in tokens. */
  readonly promptTokens: number;
  /** Share of the prompt that the server has read before and kept. */
  readonly kept: number;
  /** Written until the answer ends or is left, in tokens, in the mean. */
  readonly answerTokens: number;
  /** The first token is to come so soon in 95 of 100 cases, in seconds. */
  readonly bound: number;
}

/** One server of models. */
export interface Machine {
  readonly name: string;
  /** How many requests it works on at once. */
  readonly slots: number;
  /** Tokens of prompts that it reads a second, all requests together. */
  readonly readRate: number;
  /** Tokens that it writes a second for each request while all slots are taken. */
  readonly writeRate: number;
}

/**
 * - `keysPerMinute`: the typing replay types 700 keys in two and a half minutes, thought included (measured).
 * - `requestsPer100Keys`: 12, of Vigie at difficulty 0.5 and a first token after 200 ms (measured; 4 where every line is
 *   foreseen; 18 with a first token after 80 ms, 15 after 600).
 * - `typing`: assumption; people who program spend some 5 % of their time in the editor editing and most of the rest
 *   reading (Minelli et al., ICPC 2015); twice that, to be on the safe side.
 * - `present`, `stretchSeconds`, `questionsPerHour`: assumptions.
 */
export const people: People = {
  present: 0.3,
  typing: 0.1,
  stretchSeconds: 60,
  keysPerMinute: 280,
  requestsPer100Keys: 12,
  questionsPerHour: 4,
};

/**
 * The most that a prompt for ghost text can have by the program's own budgets, in tokens, for who wants to be on the
 * safe side.
 */
export const longestPrompt = defaults.prefixTokens + defaults.suffixTokens + contextDefaults.tokens;

/**
 * - `promptTokens` of ghost text: 1,086 of all requests at a place in small projects (measured, `eval:ghost`);
 *   `longestPrompt` is the most. Of chat: an explanation of some hundred lines with a little history (assumption).
 * - `answerTokens` of ghost text: 60 tokens for 12 requests (measured). Of chat: half of what an answer may have
 *   (assumption); a model that thinks writes several times as much.
 * - `kept`: assumption. Vigie keeps the beginning of its prompts unchanged while a person types, but a server with many
 *   people forgets.
 * - `bound`: assumptions; the typing replay takes 200 ms for usual and 600 ms for slow.
 */
export const works = {
  ghostText: {
    promptTokens: 1_086,
    kept: 0.5,
    answerTokens: 5,
    bound: 0.5,
  },
  chat: {
    promptTokens: 2_500,
    kept: 0,
    answerTokens: chatDefaults.answerTokens / 2,
    bound: 3,
  },
} as const satisfies Record<string, Work>;
export type WorkName = keyof typeof works;

/**
 * Round figures for a model of some 7 thousand million parameters (ghost text) and some 30 (chat), for want of a
 * graphics card to measure them on: assumptions throughout. `vigie doctor` measures what a server really gives.
 */
export const machines: Readonly<Record<WorkName, readonly Machine[]>> = {
  ghostText: [
    { name: 'workstation', slots: 4, readRate: 5_000, writeRate: 50 },
    { name: 'GPU node', slots: 32, readRate: 15_000, writeRate: 50 },
  ],
  chat: [
    { name: 'workstation', slots: 4, readRate: 1_500, writeRate: 20 },
    { name: 'GPU node', slots: 32, readRate: 8_000, writeRate: 25 },
  ],
};

/** How many people there are. */
export const sizes = [100, 1_000, 10_000] as const;
