import type { ChatParams, ChatTurn } from '../../src/protocol/chat.ts';
import { attachingOf, nameAbove } from './attaching.ts';
import { earlierOf, type Conversation } from './conversation.ts';
import type { Editor } from './editor.ts';
import { nameKeys, nameOf, plants, type Plant } from './files.ts';
import { holds, typed, uriOfPrompt, withinPlant, wordsOf, type Ingredient } from './ingredient.ts';
import { above, clearanceOf, labelOfShown, type Moment } from './oracle.ts';
import { noteResult, noteWords } from './noted.ts';
import { textOf as textSaid } from './recorder.ts';
import { serviceNames } from './settings.ts';
import { textOf, uriOf } from './shown.ts';
import { missingAtFirst, type Stage } from './stage.ts';
import { goesTo, unexplained } from './unexplained.ts';
import { layers, type Attach, type Beside, type LayerName, type RuleSpec, type Shown, type Step, type Story } from './story.ts';

/** What may not be: told in one line with the step that it happened at. */
export class Leak extends Error {
  constructor(step: number, what: string) {
    super(`Step ${step + 1}: ${what}`);
    this.name = 'Leak';
  }
}

const allPlants: readonly Plant[] = Object.values(plants);

/** The steps that change neither the rules nor a file nor where requests go. */
const asking: readonly Step['do'][] = ['ghost', 'chat', 'continue', 'choose', 'claim'];

function isChat(path: string): boolean {
  return path.endsWith('/chat/completions');
}

/** Plays a story in an editor that has just been started on the world as `prepare` left it. @throws Leak */
export async function play(story: Story, editor: Editor, stage: Stage): Promise<void> {
  const player = new Player(story, editor, stage);
  for (const [index, step] of story.steps.entries()) await player.take(step, index);
}

class Player {
  readonly #editor: Editor;
  readonly #stage: Stage;
  readonly #open = new Map<string, string>();
  readonly #conversations = new Map<number, Conversation>();
  #moment: Moment;
  /** What ghost text was last asked for in, unless anything that decides on it has changed since. */
  #lastGhost: readonly Ingredient[] = [];
  #step = 0;

  constructor({ bothFolders, to, rules, beside, instructs }: Story, editor: Editor, stage: Stage) {
    this.#editor = editor;
    this.#stage = stage;
    const known = layers.flatMap((layer) => {
      const now = rules[layer];
      return now === undefined ? [] : [[layer, { now, sound: now.broken === undefined ? now : {} }] as const];
    });
    this.#moment = { base: stage.world.base, bothFolders, trusted: true, to, rules: Object.fromEntries(known), beside, deleted: new Set(missingAtFirst(instructs)) };
    for (const layer of layers) stage.tally.note(rules[layer] !== undefined, `rules: ${layer}`);
  }

  async take(step: Step, index: number): Promise<void> {
    this.#step = index;
    this.#stage.recorder.received.length = 0;
    this.#stage.tally.note(true, `step: ${step.do}`);
    if (!asking.includes(step.do)) this.#lastGhost = [];
    switch (step.do) {
      case 'ghost':
        return this.#ghost(step);
      case 'chat':
        return this.#chat(step);
      case 'continue':
        return this.#goOn(step);
      case 'choose':
        this.#conversations.set(step.conversation, { ...this.#conversation(step.conversation), at: step.at });
        return;
      case 'claim':
        return this.#claim(step);
      case 'rules':
        return this.#rules(step.layer, step.spec, step.where);
      case 'beside':
        return this.#beside(step.beside);
      case 'close':
        for (const uri of this.#open.keys()) if (!uri.endsWith('.json')) await this.#close(uri);
        return;
      case 'delete':
        return this.#delete(step.name);
      case 'switch':
        this.#moment = { ...this.#moment, to: step.to };
        return this.#editor.use(this.#stage.settings[step.to]);
      case 'trust':
        this.#moment = { ...this.#moment, trusted: step.trusted };
        return this.#editor.trust(step.trusted);
    }
  }

  async #ghost({ in: shown, at }: Extract<Step, { do: 'ghost' }>): Promise<void> {
    const { uri, text } = await this.#show(shown);
    const offset = at === 'within what was planted' ? withinPlant(shown, text) : Math.floor(at * text.length);
    const suggestions = await this.#editor.ghostText(uri, text, offset);
    const ingredient = this.#ingredient(shown, text);
    this.#explain(this.#bodies(), [ingredient, ...this.#lastGhost], `ghost text ${told(shown)}`, this.#moment);
    this.#lastGhost = [ingredient];
    const label = ingredient.labelAt(this.#moment);
    if (suggestions.length > 0 && above(label, clearanceOf(this.#moment))) {
      throw new Leak(this.#step, `ghost text was shown ${told(shown)}, which is ${label}; ${goesTo(this.#moment)}`);
    }
    this.#stage.tally.note(suggestions.length > 0, 'ghost text shown');
  }

  async #chat({ conversation: number, attach, say, redact, explain, prompt }: Extract<Step, { do: 'chat' }>): Promise<void> {
    const conversation = this.#conversation(number);
    const said = typed(say);
    const ingredients = [said];
    const attachments = [];
    // What must not be open is closed first, so that it is not closed that was shown for another.
    const isClosed = ({ way }: Attach): number => (way === 'not open' ? 1 : 0);
    for (const each of [...attach].sort((one, other) => isClosed(other) - isClosed(one))) {
      const { text } = await this.#show(each.shown);
      const attaching = attachingOf(each, this.#moment.base, text);
      if (attaching.closed === true) for (const uri of this.#open.keys()) if (!uri.endsWith('.json')) await this.#close(uri);
      attachments.push(attaching.attachment);
      ingredients.push(attaching);
      this.#stage.tally.note(true, `attached: ${each.way ?? 'as it is'}`);
    }
    const words = wordsOf(this.#moment, prompt, this.#open);
    ingredients.push(...words);
    const { result, shown } = await this.#editor.chat({
      conversation: `conversation ${number}`,
      history: [...conversation.turns],
      // What is typed behind the name of a prompt is its argument.
      text: prompt === undefined ? said.text : '',
      attachments,
      redact,
      ...whereOf(conversation),
      ...(explain && { command: { name: 'explain' as const } }),
      ...(prompt !== undefined && { command: { name: 'prompt' as const, uri: uriOfPrompt(this.#moment.base, prompt), argument: said.text } }),
    });
    conversation.input += ingredients.map(({ text }) => text).join('\n');
    this.#checkShown(shown, conversation);
    const now = this.#moment;
    this.#checkChat([...ingredients, ...earlierOf(conversation)], 'the chat', conversation);
    if (attach.length === 1 && attach[0]?.way === 'names' && conversation.turns.length === 0) this.#checkNames(conversation);
    const { tally } = this.#stage;
    noteResult(tally, result, shown);
    noteWords(tally, this.#bodies(), { prompt, instructed: !this.#moment.deleted.has('instructions') });
    if (result.outcome === 'answered') {
      conversation.turns = [...conversation.turns, ...result.turns];
      conversation.remembered = [...conversation.remembered, ...ingredients.map((each) => ({ ...each, floor: each.labelAt(now) }))];
    }
    this.#conversations.set(number, conversation);
  }

  /** What was attached to a question stands in the history: what a client names again is not sent. */
  async #goOn({ conversation: number, attach }: Extract<Step, { do: 'continue' }>): Promise<void> {
    const conversation = this.#conversations.get(number);
    if (conversation === undefined || conversation.turns.length === 0) return;
    const { uri } = await this.#show(attach);
    const words = wordsOf(this.#moment, undefined, this.#open);
    conversation.input += words.map(({ text }) => text).join('\n');
    const { result, shown } = await this.#editor.chat({
      conversation: `conversation ${number}`,
      history: [...conversation.turns],
      text: '',
      command: { name: 'review' },
      attachments: [{ uri }],
      continues: true,
      ...whereOf(conversation),
    });
    this.#checkShown(shown, conversation);
    this.#checkChat([...words, ...earlierOf(conversation)], 'an answer that goes on', conversation);
    this.#stage.tally.note(true, `went on: ${result.outcome}`);
    if (result.outcome !== 'answered') return;
    conversation.turns = [...conversation.turns.slice(0, -2), ...result.turns];
    const now = this.#moment;
    conversation.remembered = [...conversation.remembered, ...words.map((each) => ({ ...each, floor: each.labelAt(now) }))];
  }

  /** A client hands over a turn of history that Vigie never made, under an origin that the client names. */
  async #claim({ origin, of }: Extract<Step, { do: 'claim' }>): Promise<void> {
    const { text } = nameOf(of);
    const turns: ChatTurn[] = [
      { role: 'user', fragments: [{ text, origin: { kind: origin }, label: 'public' }] },
      { role: 'assistant', fragments: [{ text, origin: { kind: 'answer', sources: [{ kind: origin }] }, label: 'public' }] },
    ];
    const said = typed({ what: 'nothing special' });
    await this.#editor.chat({ history: turns, text: said.text });
    this.#check([said, ...wordsOf(this.#moment, undefined, this.#open), { text, labelAt: () => 'sensitive' }], `a text said to come from ${origin}`);
  }

  async #rules(layer: LayerName, spec: RuleSpec | undefined, where: 'disk' | 'editor'): Promise<void> {
    const { world } = this.#stage;
    const uri = uriOfFile(world.ruleFile(layer));
    if (where === 'editor' && spec !== undefined && spec.broken !== 'encoding') {
      await this.#openText(uri, world.ruleText(layer, spec));
      // Whoever may not write the organisation's file may still type into an editor that shows it.
      if (layer === 'organisation') return this.#editor.changed();
    } else {
      if (this.#open.has(uri)) await this.#close(uri);
      world.writeRules(layer, spec);
    }
    const before = this.#moment.rules[layer]?.sound ?? {};
    const sound = spec === undefined ? {} : spec.broken === undefined ? spec : before;
    this.#moment = { ...this.#moment, rules: { ...this.#moment.rules, [layer]: { now: spec ?? {}, sound } } };
    await this.#editor.changed();
  }

  async #beside(beside: Beside): Promise<void> {
    this.#stage.world.writeBeside(beside);
    this.#moment = { ...this.#moment, beside };
    await this.#editor.changed();
  }

  async #delete(name: string): Promise<void> {
    if (this.#moment.deleted.has(name)) return;
    this.#stage.world.delete(name);
    this.#moment = { ...this.#moment, deleted: new Set([...this.#moment.deleted, name]) };
    await this.#editor.changed();
  }

  async #show(shown: Shown): Promise<{ uri: string; text: string }> {
    const uri = uriOf(this.#moment.base, shown);
    const text = textOf(shown);
    await this.#openText(uri, text);
    this.#stage.tally.note(true, `view: ${shown.view}`);
    return { uri, text };
  }

  async #openText(uri: string, text: string): Promise<void> {
    if (this.#open.get(uri) === text) return;
    if (this.#open.has(uri)) await this.#editor.close(uri);
    await this.#editor.open(uri, 'r', text);
    this.#open.set(uri, text);
  }

  async #close(uri: string): Promise<void> {
    await this.#editor.close(uri);
    this.#open.delete(uri);
  }

  #ingredient(shown: Shown, text: string): Ingredient {
    return { text, labelAt: (moment) => labelOfShown(moment, shown) };
  }

  #conversation(number: number): Conversation {
    return this.#conversations.get(number) ?? { turns: [], remembered: [], input: '' };
  }

  /** The moment as far as a conversation goes; undefined where it asks a place that there is not. */
  #momentOf({ at = this.#moment.to }: Conversation): Moment | undefined {
    return at === 'nowhere' ? undefined : { ...this.#moment, to: at };
  }

  #bodies(of: (path: string) => boolean = () => true): string[] {
    return this.#stage.recorder.received.filter(({ path }) => of(path)).map(textSaid).filter((body) => body !== '');
  }

  #checkChat(ingredients: readonly Ingredient[], what: string, conversation: Conversation): void {
    const { recorder, tally } = this.#stage;
    const moment = this.#momentOf(conversation);
    if (moment !== undefined) this.#check(ingredients, what, moment);
    else if (recorder.received.length > 0) throw new Leak(this.#step, `${what} was sent although there is no such place`);
    const { at } = conversation;
    tally.note(at !== undefined && at !== this.#moment.to, `chosen ${at ?? ''}: ${this.#bodies().length > 0 ? 'sent' : 'kept'}`);
  }

  /**
   * Whatever arrived must be explained by something that may be received. What ghost text was asked for before may arrive
   * in the step of a question, and then is to be explained by that.
   */
  #check(ingredients: readonly Ingredient[], what: string, moment = this.#moment): void {
    this.#explain(this.#bodies(isChat), ingredients, what, moment);
    const late = this.#bodies((path) => !isChat(path));
    if (late.length > 0) this.#explain(late, this.#lastGhost, 'ghost text of before', this.#moment);
  }

  #explain(bodies: readonly string[], ingredients: readonly Ingredient[], what: string, moment: Moment): void {
    const { tally } = this.#stage;
    tally.note(true, `to ${moment.to}: ${bodies.length > 0 ? 'sent' : 'kept'}`);
    const why = unexplained(bodies, ingredients, moment);
    if (why !== undefined) throw new Leak(this.#step, `${what} ${why}`);
    for (const body of bodies) for (const key of nameKeys) tally.note(body.includes(nameOf(key).canary), 'allowed canary arrived');
    tally.note(bodies.length > 0 && ingredients.some(({ text }) => allPlants.some((plant) => holds(text, plant))), 'sent beside what was planted');
  }

  /** The names of a folder, where nothing else went along that could name a file. */
  #checkNames(conversation: Conversation): void {
    const moment = this.#momentOf(conversation);
    if (moment === undefined) return;
    const bound = clearanceOf(moment);
    for (const body of this.#stage.recorder.received.map(textSaid)) {
      const named = nameAbove(bound, body, moment);
      if (named !== undefined) throw new Leak(this.#step, `the names of a folder told of ${named}; ${goesTo(moment)}`);
      this.#stage.tally.note(/^\S+\.R$/m.test(body), 'names of a folder arrived');
    }
  }

  #checkShown(shown: string, { input }: Conversation): void {
    for (const plant of allPlants) {
      if (holds(shown, plant) && !holds(input, plant)) throw new Leak(this.#step, `an answer held the ${plant.kind} of another conversation`);
    }
  }
}


/** What a client says of where a conversation asks. */
function whereOf({ at }: Conversation): Pick<ChatParams, 'service'> {
  return at === undefined ? {} : { service: serviceNames[at] };
}

function told({ name, view }: Shown): string {
  return `in ${name} (${view})`;
}

function uriOfFile(path: string): string {
  return new URL(`file://${path}`).href;
}
