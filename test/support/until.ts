import { setTimeout as wait } from 'node:timers/promises';

/** How long something may take to come about, in milliseconds, on two busy cores: less than a test may. */
const patience = 18_000;

/**
 * Asks again and again until there is an answer.
 * @param what What is waited for, for the error; a function where it is known only then.
 * @param limit Milliseconds.
 * @returns the first answer that is neither `undefined` nor `false`.
 * @throws Error where none came in time.
 */
export async function until<T>(
  what: string | (() => string),
  ask: () => T | undefined | false | Promise<T | undefined | false>,
  limit = patience,
): Promise<T> {
  const end = Date.now() + limit;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > end) {
      throw new Error(`This did not come about in time: ${typeof what === 'string' ? what : what()}`);
    }
    await wait(20);
  }
}
