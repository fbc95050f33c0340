import type { ChatTurn } from '../../src/protocol/chat.ts';
import type { Label } from '../../src/protocol/label.ts';
import type { Ingredient } from './ingredient.ts';
import { above, strictest } from './oracle.ts';
import type { PlaceName } from './story.ts';

/** A turn of a conversation: what it was made of, and the label that each had when it was first sent. */
export interface Remembered extends Ingredient {
  readonly floor: Label;
}

/** A conversation as a client keeps it, with what it was made of. */
export interface Conversation {
  turns: readonly ChatTurn[];
  remembered: readonly Remembered[];
  /** All that was ever put into it: only of this may an answer in it hold values. */
  input: string;
  /** Where it asks, if not where the settings say. */
  at?: PlaceName | undefined;
}

/** What earlier turns were made of, each under the stricter of its label of now and of when it was first sent. */
export function earlierOf({ remembered }: Conversation): Ingredient[] {
  return remembered.map(({ text, floor, labelAt }) => ({
    text,
    labelAt: (moment) => strictest(labelAt(moment), above(floor, 'internal') ? floor : 'public'),
  }));
}
