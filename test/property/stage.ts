import type { Settings } from '../../src/protocol/settings.ts';
import type { ModelServer } from '../support/modelServer.ts';
import { namesThatSay } from './files.ts';
import { layers, type DestinationName, type Story } from './story.ts';
import type { Tally } from './tally.ts';
import type { World } from './world.ts';

/** Where things are that a story does not tell of. */
export interface Stage {
  readonly world: World;
  readonly recorder: ModelServer;
  readonly settings: Readonly<Record<DestinationName, Settings>>;
  readonly tally: Tally;
}

/** Writes the world as a story begins. */
export function prepare({ rules, beside, instructs }: Story, { world }: Stage): void {
  world.restore();
  for (const key of missingAtFirst(instructs)) world.delete(key);
  for (const layer of layers) world.writeRules(layer, rules[layer]);
  world.writeBeside(beside);
}

/** What the folders do not have at the beginning of a story. @param instructs whether they have instructions for the model */
export function missingAtFirst(instructs: boolean): string[] {
  return instructs ? [] : namesThatSay('instructions');
}
