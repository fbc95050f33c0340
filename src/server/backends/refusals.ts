import * as l10n from '@vscode/l10n';
import * as z from 'zod';
import type { Answer } from '../net/answer.ts';
import { rateLimited } from '../net/rests.ts';
import { waitIn } from '../net/retryAfter.ts';
import { BackendError } from './backend.ts';

/** What is known about a refused request, for the sentence that a person reads. */
export interface RefusalContext {
  readonly origin: string;
  /** Empty where the request named none. */
  readonly model: string;
  /** Whether a key was sent. */
  readonly hasKey: boolean;
  /** Seconds, or a date, as the header has it. */
  readonly retryAfter?: string | undefined;
}

/** A server's own words and code for what went wrong. */
interface Report {
  readonly words: string;
  readonly code: string;
}

const reportSchema = z
  .object({
    error: z
      .union([z.string(), z.object({ message: z.unknown(), code: z.unknown(), type: z.unknown() }).partial()])
      .nullish(),
    message: z.unknown(),
    detail: z.unknown(),
    code: z.unknown(),
    type: z.unknown(),
    object: z.unknown(),
  })
  .partial();

/** The longest part of a server's own words that is shown, in characters. */
const maximumWords = 200;

/** A server's words in one line of plain text: no markup, no control characters, not long. */
function plain(words: unknown): string {
  if (typeof words !== 'string') return '';
  // eslint-disable-next-line no-control-regex
  const line = words.replace(/[\s\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g, ' ').trim();
  if (/<\/?[a-z!][^>]*>/i.test(line)) return '';
  return line.length > maximumWords ? `${line.slice(0, maximumWords)}…` : line;
}

function nameOf(code: unknown): string {
  return typeof code === 'string' || typeof code === 'number' ? String(code) : '';
}

/** @returns what the server reports as an error, or undefined where the event reports none. */
export function reportIn(event: unknown): Report | undefined {
  const { data } = reportSchema.safeParse(event);
  if (data === undefined) return undefined;
  const { error } = data;
  if (typeof error === 'string') return { words: plain(error), code: nameOf(data.code) };
  if (typeof error === 'object' && error !== null) {
    return { words: plain(error.message), code: [nameOf(error.code), nameOf(error.type)].join(' ').trim() };
  }
  if (data.object === 'error')
    return { words: plain(data.message), code: [nameOf(data.code), nameOf(data.type)].join(' ').trim() };
  return undefined;
}

function reportOfBody(body: string): Report {
  try {
    const parsed: unknown = JSON.parse(body);
    const report = reportIn(parsed);
    if (report !== undefined) return report;
    const { data } = reportSchema.safeParse(parsed);
    return { words: plain(data?.message) || plain(data?.detail), code: nameOf(data?.code) };
  } catch {
    return { words: plain(body), code: '' };
  }
}

/** Sets a server's own words, if there are any, behind a sentence. */
function withWords(sentence: string, words: string): string {
  return words === '' ? sentence : `${sentence} ${l10n.t('The server says: {0}', words)}`;
}

/**
 * What an HTTP error means to a person.
 * @param status the HTTP status, or the same number from an error in mid-stream.
 */
export function refusalOf(status: number, report: Report, context: RefusalContext): BackendError {
  const { fault, message, remedy, retryAfter } = faultOf(status, report, context);
  return new BackendError(fault, message, remedy, { status, retryAfter });
}

function faultOf(status: number, { words, code }: Report, context: RefusalContext): BackendError {
  const { origin, model, hasKey } = context;
  const told = (sentence: string) => withWords(sentence, words);
  const about = `${code} ${words}`.toLowerCase();

  // LiteLLM says `expired_key`; others say it in words, with either status.
  if ((status === 400 || status === 401 || status === 403) && /expired/.test(about) && /key|token/.test(about)) {
    return new BackendError(
      'key',
      told(l10n.t('The API key for {0} has expired. Ask for a new one where you got it, and set it.', origin)),
      'setKey',
    );
  }
  // 402 is Payment Required; OpenAI's code is `insufficient_quota`, LiteLLM's `budget_exceeded`, with 400 or 429.
  if (
    status === 402 ||
    ((status === 400 || status === 403 || status === 429) &&
      /quota|budget|credit|billing|payment|(usage|spending|monthly) limit/.test(about))
  ) {
    return new BackendError(
      'exhausted',
      told(l10n.t('The API key for {0} has used up what it is allowed. Ask the people who gave you the key, or switch the back end.', origin)),
      undefined,
      { retryAfter: waitIn(context.retryAfter) },
    );
  }
  // LiteLLM without a database answers a wrong key with 400 and this type; OpenGateLLM with 403 and these words.
  if (
    status === 401 ||
    (status === 400 && /no_db_connection|invalid_api_key|authentication/.test(about)) ||
    (status === 403 && /api key/.test(about))
  ) {
    return hasKey
      ? new BackendError('key', l10n.t('{0} does not accept the API key. Set the right one.', origin), 'setKey')
      : new BackendError('key', l10n.t('{0} asks for an API key. Set yours; the people who run it give you one.', origin), 'setKey');
  }
  if (
    status === 413 ||
    (status < 500 && /context.{0,12}(length|size|window)|too (long|large|many tokens)|maximum context|max tokens exceeded/.test(about))
  ) {
    return new BackendError(
      'tooLarge',
      told(l10n.t('The text is too long for the model at {0}. Select less, or begin a new conversation.', origin)),
    );
  }
  // LiteLLM answers 400 for a model that it does not have.
  const isUnknownModel = status === 400 && model !== '' && /invalid model name|model.{0,80}(not found|does ?n[o’']t exist)/.test(about);
  switch (isUnknownModel ? 404 : status) {
    case 403:
      return new BackendError(
        'forbidden',
        told(l10n.t('{0} does not allow this. Ask the people who run it for access.', origin)),
      );
    case 404:
    case 410:
      return model === ''
        ? new BackendError(
            'notFound',
            told(l10n.t('{0} does not have this interface. Check the address in the settings.', origin)),
            'openSettings',
          )
        : new BackendError(
            'notFound',
            told(
              l10n.t(
                '{0} does not know the model “{1}” or this interface. Check the model and the address in the settings.',
                origin,
                model,
              ),
            ),
            'openSettings',
          );
    case 408:
    case 504:
      return new BackendError(
        'timeout',
        told(l10n.t('{0} gave up waiting for the model. Try again.', origin)),
        'retry',
      );
    case 429: {
      const { message, remedy, retryAfter } = rateLimited(origin, waitIn(context.retryAfter));
      return new BackendError('rateLimited', told(message), remedy, { retryAfter });
    }
    // 424 is what OpenGateLLM and TGI answer where the model behind them fails.
    case 424:
    case 502:
      return new BackendError(
        'server',
        told(l10n.t('{0} does not reach the model behind it. Try again; if it stays, tell the people who run it.', origin)),
        'retry',
      );
    case 503: {
      const options = { retryAfter: waitIn(context.retryAfter) };
      return /loading|starting/.test(about)
        ? new BackendError('loading', l10n.t('{0} is still loading the model. Try again in a moment.', origin), 'retry', options)
        : new BackendError('loading', told(l10n.t('{0} is starting or overloaded. Try again in a moment.', origin)), 'retry', options);
    }
  }
  if ((status >= 400 && status < 500) || status === 501) {
    return new BackendError(
      'unsupported',
      told(l10n.t('{0} does not take this request ({1}). Another model in the settings may.', origin, status)),
      'openSettings',
    );
  }
  return new BackendError(
    'server',
    told(
      l10n.t(
        '{0} reports an internal error ({1}). Try again; if it stays, tell the people who run it.',
        origin,
        status,
      ),
    ),
    'retry',
  );
}

/** The body as far as it can be had: the status says enough where the connection breaks. */
async function bodyOf(answer: Answer): Promise<string> {
  try {
    return await answer.text();
  } catch (error) {
    if (error instanceof BackendError) return '';
    throw error;
  }
}

/** Reads an error answer and says what it means. */
export async function refusalIn(answer: Answer, context: Omit<RefusalContext, 'retryAfter'>): Promise<BackendError> {
  const report = reportOfBody(await bodyOf(answer));
  return refusalOf(answer.status, report, { ...context, retryAfter: answer.header('retry-after') });
}

/**
 * What an error in an answer with status 200 means; its code is an HTTP status, a word, or missing. LM Studio reports
 * a route that it does not have in this way.
 */
export function refusalInStream(report: Report, context: RefusalContext): BackendError {
  return refusalOf(statusMeant(report), report, context);
}

function statusMeant({ code, words }: Report): number {
  const status = /\b[45]\d\d\b/.exec(code)?.[0];
  if (status !== undefined) return Number(status);
  if (/rate.?limit/i.test(code)) return 429;
  return /unexpected endpoint|not found/i.test(words) ? 404 : 500;
}

/** The answer is not what the interface promises. */
export function malformed(origin: string, cause?: unknown): BackendError {
  return new BackendError(
    'malformed',
    l10n.t(
      '{0} gave an answer that Vigie cannot read. Check whether the address in the settings is that of a model server.',
      origin,
    ),
    'openSettings',
    { cause },
  );
}
