import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { defaultBudget, extentAround, type Budget } from '../completion/budget.ts';
import { charactersFor } from '../completion/defaults.ts';
import { withPlainLineEnds, type Snapshot } from '../completion/view.ts';
import type { Part } from '../policy/request.ts';
import { choose, type Chosen } from './choose.ts';
import { contextDefaults } from './defaults.ts';
import { lengthOf, partOf } from './part.ts';
import { placeOf } from './place.ts';
import type { Project } from './project.ts';
import type { ContextPlace, ContextSource, Fragment } from './source.ts';

export interface ContextOptions {
  readonly project: Project;
  /** How much may go along with a completion now, in tokens; 0 for nothing. */
  readonly tokens: () => number;
  /**
   * Whether the gate would let a part go where completions go now. What it would hold back takes no room from what it
   * would not; the gate itself is asked about every request all the same.
   */
  readonly mayGo: (part: Part) => Promise<boolean>;
  /** Failures of sources; the others' context is used without them. */
  readonly onError: (error: unknown) => void;
  /** What of the document itself is in a prompt. */
  readonly budget?: Budget;
  readonly sources?: readonly ContextSource[];
  /** How long a document's first gathering waits, in milliseconds. */
  readonly firstRestMs?: number;
  /** How long a gathering waits for its sources, in milliseconds. */
  readonly gatherMs?: number;
}

/** What one source has found for one document. */
interface Found {
  key: string | undefined;
  fragments: readonly Fragment[];
  running: Promise<void> | undefined;
}

/** A part that is to be sent, and what it was made of. */
interface Ready extends Chosen {
  readonly part: Part;
}

interface State {
  readonly found: Map<ContextSource, Found>;
  ready: readonly Ready[];
  /** The place to gather for when the gathering under way is done. */
  next: Snapshot | undefined;
  gathering: Promise<void> | undefined;
}

/** How often fragments that may not go are replaced by others in one gathering. */
const rounds = 3;

/** The sources, loaded with the first gathering: the first request can have nothing of them. */
// eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded late; the tests' loader knows no late `import` of TypeScript.
const loadSources = () => require('./index.ts') as typeof import('./index.ts');

/** Gathers what completions may draw on, while nobody waits, and has it at hand when one is asked for. */
export class Context {
  readonly #options: ContextOptions;
  readonly #budget: Budget;
  readonly #states = new LRUCache<string, State>({ max: contextDefaults.documents });

  constructor(options: ContextOptions) {
    this.#options = options;
    this.#budget = options.budget ?? defaultBudget;
  }

  /**
   * Gathers anew for a state of a document what has changed for it: to be called when it is opened, at pauses, and when
   * a line was completed. Never throws.
   * @returns settled when `at` has what was gathered in time
   */
  prepare(snapshot: Snapshot): Promise<void> {
    const state = this.#stateOf(snapshot.uri);
    state.next = snapshot;
    state.gathering ??= this.#gatherAll(state).finally(() => {
      state.gathering = undefined;
    });
    return state.gathering;
  }

  /**
   * What goes along with a completion at a state of a document, in the order in which it is to be sent: what was
   * gathered last, at once, without what the prompt holds by now anyway. Where nothing was gathered since all was
   * forgotten, this begins with it.
   */
  at(snapshot: Snapshot): readonly Part[] {
    const { uri, text, offset } = snapshot;
    if (this.#options.tokens() === 0) return [];
    if (!this.#states.has(uri)) void this.prepare(snapshot);
    const ready = this.#states.get(uri)?.ready ?? [];
    if (ready.length === 0) return [];
    let prompt: string | undefined;
    const isInPrompt = (own: string): boolean => {
      if (prompt === undefined) {
        const { start, end } = extentAround(text, offset, this.#budget);
        prompt = withPlainLineEnds(text.slice(start, end));
      }
      return prompt.includes(own);
    };
    const isOwn = ({ document, start }: Fragment): boolean => document.uri === uri && start !== undefined;
    return ready.filter(({ fragment }) => !isOwn(fragment) || !isInPrompt(fragment.text)).map(({ part }) => part);
  }

  /** Forgets what was gathered for a document, or for all: after it was closed, or after a change of rules. */
  forget(uri?: string): void {
    if (uri === undefined) this.#states.clear();
    else this.#states.delete(uri);
  }

  async #gatherAll(state: State): Promise<void> {
    while (state.next !== undefined) {
      const snapshot = state.next;
      state.next = undefined;
      try {
        await this.#gather(state, snapshot);
      } catch (error) {
        this.#options.onError(error);
      }
    }
  }

  async #gather(state: State, snapshot: Snapshot): Promise<void> {
    // Whoever has just typed is answered first.
    await (state.found.size === 0 ? wait(this.#options.firstRestMs ?? contextDefaults.firstRestMs) : nextTurn());
    const room = charactersFor(this.#options.tokens());
    if (room === 0) {
      state.ready = [];
      return;
    }
    const { project } = this.#options;
    project.use(snapshot.uri);
    project.lookAtEdits();
    const place = placeOf(snapshot, this.#budget, project);
    const sources = this.#options.sources ?? loadSources().contextSources;
    for (const source of sources) {
      this.#ask(state, source, place);
      await nextTurn();
    }
    const late = new AbortController();
    const running = [...state.found.values()].flatMap((found) => found.running ?? []);
    const time = wait(this.#options.gatherMs ?? contextDefaults.gatherMs, undefined, { signal: late.signal }).catch(() => undefined);
    await Promise.race([Promise.all(running), time]);
    late.abort();
    await this.#publish(state, room);
  }

  /** Starts a source where what it depends on has changed. One that is still at work is not disturbed. */
  #ask(state: State, source: ContextSource, place: ContextPlace): void {
    const found = state.found.get(source) ?? { key: undefined, fragments: [], running: undefined };
    state.found.set(source, found);
    if (found.running !== undefined) return;
    const run = async (): Promise<void> => {
      const key = source.dependsOn(place);
      if (key === found.key) return;
      found.fragments = await source.collect(place, AbortSignal.timeout(contextDefaults.giveUpMs));
      found.key = key;
    };
    found.running = run()
      .catch((error: unknown) => {
        [found.key, found.fragments] = [undefined, []];
        this.#options.onError(error);
      })
      .finally(() => {
        found.running = undefined;
      });
  }

  async #publish(state: State, room: number): Promise<void> {
    const { project } = this.#options;
    const heldBack = new Set<string>();
    for (let round = 0; round < rounds; round++) {
      const offers = [...state.found].map(([source, { fragments }]) => ({ source, fragments: fragments.filter((each) => !heldBack.has(each.id)) }));
      const chosen = choose(offers, state.ready, room, (fragment) => lengthOf(fragment, project.nameOf(fragment.document.uri)));
      const made = await Promise.all(chosen.map((each) => this.#made(each, state.ready)));
      state.ready = made.filter((each) => each !== undefined);
      if (state.ready.length === chosen.length) return;
      for (const [index, { fragment }] of chosen.entries()) if (made[index] === undefined) heldBack.add(fragment.id);
    }
  }

  /** The part of a fragment, the same one as before where nothing has changed; undefined where it may not go. */
  async #made(chosen: Chosen, before: readonly Ready[]): Promise<Ready | undefined> {
    const { project, mayGo } = this.#options;
    const { id, text, document, start } = chosen.fragment;
    const same = before.find(({ fragment }) => fragment.id === id && fragment.text === text && fragment.start === start && fragment.document.text === document.text);
    if (same !== undefined) return { ...chosen, part: same.part };
    const part = partOf(chosen.fragment, project.nameOf(document.uri));
    return (await mayGo(part)) ? { ...chosen, part } : undefined;
  }

  #stateOf(uri: string): State {
    const state = this.#states.get(uri) ?? { found: new Map(), ready: [], next: undefined, gathering: undefined };
    this.#states.set(uri, state);
    return state;
  }
}
