import { pathToFileURL } from 'node:url';
import type { Label } from '../../src/protocol/label.ts';
import { nameOf, namesThatSay, pathOf, plants, rowsOf, spaced, type Plant } from './files.ts';
import { labelOfName, labelOfRows, strictest, type Moment } from './oracle.ts';
import type { Say, Shown } from './story.ts';

/** A text that a request may draw on, with what speaks of its label. */
export interface Ingredient {
  readonly text: string;
  /** The label at a moment. */
  readonly labelAt: (moment: Moment) => Label;
}

/** What a person types. */
export function typed(say: Say): Ingredient {
  switch (say.what) {
    case 'nothing special':
      return { text: 'What does this do?', labelAt: () => 'internal' };
    case 'canary':
      return { text: `What is ${nameOf(say.of).canary}?`, labelAt: () => 'internal' };
    case 'rows':
      return { text: `What is wrong here?\n${rowsOf(say.of)}`, labelAt: (moment) => strictest('internal', labelOfRows(moment, say.of)) };
    case 'NIR':
      return { text: `Is ${spaced(plants.typedNir.value)} a valid number?`, labelAt: () => 'internal' };
    case 'placeholders':
      return { text: 'What are «NIR-1», «NIR-2», «SECRET-1», «CREDENTIAL-1» and «PATTERN-1»?', labelAt: () => 'internal' };
  }
}

/** The URI of a prompt of the workspace, as a client names it. */
export function uriOfPrompt(base: string, key: string): string {
  return pathToFileURL(pathOf(base, nameOf(key))).href;
}

/**
 * What the workspace says to the model with a question: the instructions of its folders, and the prompt that is asked for.
 * @param open the texts that editors show, by their URIs; they count before the disk's
 */
export function wordsOf(moment: Moment, prompt: string | undefined, open: ReadonlyMap<string, string>): Ingredient[] {
  const instructions = namesThatSay('instructions').filter((key) => nameOf(key).root === 'study' || moment.bothFolders);
  return [...instructions, ...(prompt === undefined ? [] : [prompt])].flatMap((key) => {
    const shown = open.get(uriOfPrompt(moment.base, key));
    if (shown === undefined && moment.deleted.has(key)) return [];
    const { text, marker } = nameOf(key);
    const markers: Label[] = [...(marker === undefined ? [] : [marker]), ...(shown?.startsWith('# vigie: secret') === true ? ['secret' as const] : [])];
    return [{ text: shown ?? text, labelAt: (now) => strictest(labelOfName(now, key), ...markers) }];
  });
}

/** Whether a text holds a value, in whatever way it is spaced. */
export function holds(text: string, { kind, value }: Plant): boolean {
  return kind === 'nir' ? text.replace(/[\s\u00a0\u202f.-]/g, '').includes(value) : text.includes(value);
}

/** The middle of the first planted value; of a text without one, its own middle. */
export function withinPlant({ name }: Shown, text: string): number {
  const [plant] = nameOf(name).plants;
  if (plant === undefined) return Math.floor(text.length / 2);
  const at = Math.max(text.indexOf(plant.value), text.indexOf(spaced(plant.value)));
  return at + Math.floor(plant.value.length / 2);
}
