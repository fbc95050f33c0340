import assert from 'node:assert/strict';
import type { BackEndFacts } from '../../src/protocol/backEndReport.ts';
import { BackendError, type Backend } from '../../src/server/backends/backend.ts';
import { clearChat, clearCompletion } from '../support/cleared.ts';
import { collect } from '../contract/support/session.ts';

/** What the cases ask, and what the check found out about it before. */
export interface World {
  readonly backend: Backend;
  readonly facts: BackEndFacts;
  /** The same server for another model or with another key. */
  readonly other: (change: { readonly model?: string; readonly key?: string }) => Backend;
}

/** What a case came to: it is as it should be, or cannot be told with this server. */
export interface Passed {
  readonly state: 'passed' | 'open';
  readonly note: string;
}

/** One thing that Vigie relies on. @throws where the server does not keep it; the message says what came instead. */
export interface Case {
  readonly name: string;
  readonly run: (world: World) => Promise<Passed> | Passed;
}

const passed = (note: string): Passed => ({ state: 'passed', note });
const open = (note: string): Passed => ({ state: 'open', note });

/** All texts are invented. */
const question = 'Say hello in one short sentence.';
const longQuestion = 'Count from one to five hundred in words, one number a line.';

/** A new abort is to end an answer so soon, in milliseconds. */
const soon = 500;

/** So many characters are more than any context that is common: a million tokens and more. */
const endless = 6_000_000;

async function chat(backend: Backend, content = question, maxTokens = 24) {
  const cleared = await clearChat(backend.destination, [{ role: 'user', content }], maxTokens);
  return collect(backend.chat(cleared, new AbortController().signal));
}

const textOf = (values: readonly { kind: string; text?: string }[]): string =>
  values.map((piece) => (piece.kind === 'text' || piece.kind === 'thinking' ? (piece.text ?? '') : '')).join('');

/** @returns what went wrong. @throws where nothing did */
async function refusal(work: Promise<unknown>): Promise<BackendError | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof BackendError) return error;
    throw error;
  }
}

export const cases: readonly Case[] = [
  {
    name: 'lists its models',
    run: async ({ backend }) => {
      const models = await backend.models(new AbortController().signal);
      assert.ok(models.length > 0, 'The list is empty.');
      return passed(models.map(({ id }) => id).slice(0, 4).join(', '));
    },
  },
  {
    name: 'streams a chat answer, and says how it ended',
    run: async ({ backend }) => {
      const { values, result } = await chat(backend);
      assert.ok(textOf(values).trim() !== '', 'The answer is empty.');
      assert.ok(values.length > 1, 'The answer came in one piece.');
      assert.notEqual(result.finish, 'cut', 'The answer ended without a reason.');
      return passed(`${values.length} pieces, ended by ${result.finish}`);
    },
  },
  {
    name: 'keeps to the number of tokens asked for',
    run: async ({ backend }) => {
      // A small model may be at its end by itself.
      for (let attempt = 0; attempt < 4; attempt += 1) {
        const { values, result } = await chat(backend, longQuestion, 8);
        const { length } = textOf(values);
        assert.ok(length < 400, `${length} characters came for 8 tokens.`);
        if (result.finish === 'length') return passed(`${length} characters for 8 tokens, and says that they were all`);
      }
      assert.fail('It never says that an answer was cut for its length.');
    },
  },
  {
    name: 'counts tokens',
    run: async ({ backend }) => {
      const { result } = await chat(backend);
      const { promptTokens, completionTokens } = result.usage ?? {};
      if (promptTokens === undefined && completionTokens === undefined) return open('not told; Vigie estimates');
      assert.ok((completionTokens ?? 1) > 0, 'An answer of no tokens was counted.');
      return passed(`${promptTokens ?? '?'} read, ${completionTokens ?? '?'} written`);
    },
  },
  {
    name: 'ends an answer when it is left',
    run: async ({ backend }) => {
      const leave = new AbortController();
      const cleared = await clearChat(backend.destination, [{ role: 'user', content: longQuestion }], 400);
      const answer = backend.chat(cleared, leave.signal);
      for (let piece = await answer.next(); piece.done !== true && piece.value.kind !== 'text'; ) piece = await answer.next();
      const left = performance.now();
      leave.abort();
      await assert.rejects(answer.next(), { name: 'AbortError' });
      const took = Math.round(performance.now() - left);
      assert.ok(took < soon, `It took ${took} ms.`);
      return passed(`${took} ms`);
    },
  },
  {
    name: 'frees the model when an answer is left',
    run: ({ facts: { cancellation } }) => {
      const { verdict, by, beforeMs = 0, duringMs, afterMs = 0 } = cancellation;
      const times = `${beforeMs} ms before, ${duringMs ?? '?'} ms beside, ${afterMs} ms after`;
      assert.notEqual(verdict, 'keeps', `The model goes on writing: ${times}.`);
      return verdict === 'unknown' ? open(times) : passed(`by ${by ?? '?'}; ${times}`);
    },
  },
  {
    name: 'writes ghost text',
    run: async ({ backend, facts }) => {
      assert.ok(facts.completion.works, facts.completion.message);
      const cleared = await clearCompletion(backend.destination, { prefix: 'x <- c(1, 2, 3)\nmean(', suffix: '\n', maxTokens: 16 });
      const { values, result } = await collect(backend.complete(cleared, new AbortController().signal));
      assert.notEqual(result, 'cut', 'The text ended without a reason.');
      return passed(`${values.join('').length} characters, ended by ${result}`);
    },
  },
  {
    name: 'fills in the middle, or has another way',
    run: ({ facts: { completion } }) => {
      assert.ok(completion.route, 'No way works.');
      return completion.route === 'plain' || completion.route === 'chat' ? open(`only by ${completion.route}`) : passed(completion.route);
    },
  },
  {
    name: 'refuses a prompt that is too long, in words that are understood',
    run: async ({ backend }) => {
      const error = await refusal(chat(backend, 'word '.repeat(endless / 5), 4));
      if (error === undefined) return open('it was taken, so it was cut');
      assert.ok(['tooLarge', 'unsupported'].includes(error.fault), `${error.fault}: ${error.message}`);
      return error.fault === 'tooLarge' ? passed(error.message) : open(error.message);
    },
  },
  {
    name: 'answers four at once',
    run: async ({ backend }) => {
      const started = performance.now();
      const answers = await Promise.all([1, 2, 3, 4].map((number) => chat(backend, `${question} (${number})`)));
      assert.ok(answers.every(({ values }) => textOf(values).trim() !== ''), 'An answer is empty.');
      return passed(`${Math.round(performance.now() - started)} ms for four`);
    },
  },
  {
    name: 'says that it does not know a model',
    run: async ({ other }) => {
      const error = await refusal(chat(other({ model: 'no-such-model-invented' })));
      if (error === undefined) return open('it answers whatever the name');
      assert.ok(['notFound', 'noModel', 'unsupported', 'forbidden'].includes(error.fault), `${error.fault}: ${error.message}`);
      return passed(error.message);
    },
  },
  {
    name: 'says that a key is wrong',
    run: async ({ facts, other }) => {
      if (!facts.hasKey) return open('no key is asked for');
      const error = await refusal(chat(other({ key: 'sk-wrong-and-invented' })));
      assert.ok(error, 'It answers whatever the key.');
      assert.equal(error.fault, 'key', `${error.fault}: ${error.message}`);
      return passed(error.message);
    },
  },
  {
    name: 'answers after all that',
    run: async ({ backend }) => {
      const { values } = await chat(backend);
      assert.ok(textOf(values).trim() !== '', 'The answer is empty.');
      return passed('');
    },
  },
];
