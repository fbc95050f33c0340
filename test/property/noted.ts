import type { ChatResult } from '../../src/protocol/chat.ts';
import { nameOf, plants, type Plant } from './files.ts';
import { holds } from './ingredient.ts';
import type { Tally } from './tally.ts';

const allPlants: readonly Plant[] = Object.values(plants);

/** Counts how a question of the chat ended. @param shown what of an answer a person saw */
export function noteResult(tally: Tally, result: ChatResult, shown: string): void {
  tally.note(true, `chat ${result.outcome}`);
  if (result.outcome !== 'answered') return;
  tally.note(result.withheld > 0, 'history withheld');
  tally.note(result.redactions.length > 0 && allPlants.some((plant) => holds(shown, plant)), 'redacted and restored');
}

/**
 * Counts what of a workspace's words went along with a question.
 * @param bodies what arrived of it
 * @param question the prompt that it asked by, and whether the workspace has instructions
 */
export function noteWords(tally: Tally, bodies: readonly string[], { prompt, instructed }: { prompt: string | undefined; instructed: boolean }): void {
  const arrived = (key: string): boolean => bodies.some((body) => body.includes(nameOf(key).canary));
  tally.note(arrived('instructions'), 'instructions arrived');
  tally.note(bodies.length > 0 && !arrived('instructions') && instructed, 'instructions stayed behind');
  if (prompt !== undefined) tally.note(true, `prompt ${arrived(prompt) ? 'arrived' : 'kept'}`);
}
