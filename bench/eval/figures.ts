import type { Question } from './questions.ts';
import { editSimilarity } from './similarity.ts';

/** One answer. Tokens are of all requests that it took, until their sockets were closed. */
export interface Answer {
  readonly question: Question;
  /** The first line of what was answered or shown; empty for nothing. */
  readonly text: string;
  readonly tokensIn: number;
  readonly tokensOut: number;
  readonly milliseconds: number;
  /** What the model read. */
  readonly prompts: readonly string[];
}

/** What comes of some answers: shares from 0 to 1, means per answer. */
export interface Figures {
  readonly answers: number;
  readonly shown: number;
  readonly exact: number;
  readonly similarity: number;
  /**
   * Of the names in the truth that only other files hold, the share that stood in the prompt: what the context tells,
   * whatever the model makes of it. Not a number where there are none.
   */
  readonly told: number;
  readonly tokensIn: number;
  readonly tokensOut: number;
  /** The median. */
  readonly milliseconds: number;
}

/** Whether an answer is the rest of the line, apart from white space at its end. */
export function isExact({ question, text }: Pick<Answer, 'question' | 'text'>): boolean {
  return text.trimEnd() === question.truth.trimEnd();
}

export function similarityOf({ question, text }: Pick<Answer, 'question' | 'text'>): number {
  return editSimilarity(text.trimEnd(), question.truth.trimEnd());
}

/** The first line of a completion; what follows is not compared. */
export function firstLineOf(text: string): string {
  return text.split(/\r?\n/, 1)[0] ?? '';
}

export function figuresOf(answers: readonly Answer[]): Figures {
  const mean = (of: (answer: Answer) => number): number => answers.reduce((sum, answer) => sum + of(answer), 0) / answers.length;
  const times = answers.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  return {
    answers: answers.length,
    shown: mean(({ text }) => Number(text.trim() !== '')),
    exact: mean((answer) => Number(isExact(answer))),
    similarity: mean(similarityOf),
    told: toldIn(answers),
    tokensIn: mean(({ tokensIn }) => tokensIn),
    tokensOut: mean(({ tokensOut }) => tokensOut),
    milliseconds: times[Math.floor(times.length / 2)] ?? NaN,
  };
}

function toldIn(answers: readonly Answer[]): number {
  const told = answers.flatMap(({ question, prompts: [prompt = ''] }) => question.elsewhere.map((name) => new RegExp(`\\b${name}\\b`, 'u').test(prompt)));
  return told.filter(Boolean).length / told.length;
}

/**
 * By how much one asker's edit similarity exceeds another's at the same places, and twice the standard error of that
 * mean: less than this may be chance.
 */
export function gainOf(own: readonly Answer[], other: readonly Answer[]): { mean: number; error: number } {
  const gains = own.flatMap((answer, index) => {
    const against = other[index];
    return against === undefined ? [] : [similarityOf(answer) - similarityOf(against)];
  });
  const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
  const variance = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / Math.max(1, gains.length - 1);
  return { mean, error: 2 * Math.sqrt(variance / gains.length) };
}
