import * as l10n from '@vscode/l10n';
import type { ModelView } from '../../protocol/models.ts';
import type { Door } from '../net/door.ts';
import type { Destination } from '../policy/destination.ts';
import { BackendError, type ModelInfo } from './backend.ts';
import { isCodeModel } from './fim.ts';
import type { ServerKnowledge } from './knowledge.ts';
import { modelListIn, modelNamed, type ModelList } from './modelList.ts';
import { malformed, refusalIn } from './refusals.ts';

/** What a model is wanted for. */
export type ModelUse = 'completion' | 'chat';

/** Ollama lists and serves models of its own cloud under such names: a text for one leaves the machine after all. */
export const runsElsewhere = /[:-]cloud$/i;

/**
 * Chooses from a server's list.
 * @returns for completion the first model made for code, else the first that writes; for chat the first that answers,
 * else the first that writes. Undefined where no model writes text.
 */
export function choose(models: readonly ModelInfo[], use: ModelUse): string | undefined {
  const writers = models.filter(({ chat, completion }) => chat || completion);
  const preferred = writers.find(({ id, chat, completion }) => (use === 'completion' ? completion && isCodeModel(id) : chat));
  return (preferred ?? writers.find(({ completion }) => completion) ?? writers[0])?.id;
}

/** The models of one server: those that the settings name, else those that the server lists, asked for now and then. */
export class Models {
  readonly #door: Door;
  readonly #destination: Destination;
  readonly #path: string;
  readonly #named: Readonly<Record<ModelUse, string>>;
  readonly #known: ServerKnowledge;

  /** @param known what has been found out about the server; the list is kept there. */
  constructor(
    door: Door,
    destination: Destination,
    path: string,
    named: Readonly<Record<ModelUse, string>>,
    known: ServerKnowledge,
  ) {
    this.#door = door;
    this.#destination = destination;
    this.#path = path;
    this.#named = named;
    this.#known = known;
  }

  /**
   * @param wished a model that the person chose, which must be one that the settings name or the server lists.
   * @returns the model's name.
   * @throws BackendError where the server cannot be asked, lists no model or not the one that was wished; the signal's
   * reason after an abort.
   */
  async forUse(use: ModelUse, signal: AbortSignal, wished?: string): Promise<string> {
    const named = this.#named[use].trim();
    if (wished !== undefined && wished !== named) return this.#fromList(wished, signal);
    if (named !== '') return this.#here(named);
    const model = choose(await this.#choices(signal), use);
    if (model !== undefined) return model;
    this.forget();
    throw new BackendError(
      'noModel',
      l10n.t('{0} offers no model. Load one there, or name one in the settings.', this.#destination.origin),
      'openSettings',
    );
  }

  /** All models that may be asked, the one that the settings name among them. @throws as `forUse` */
  async views(signal: AbortSignal): Promise<readonly ModelView[]> {
    const models = await this.#choices(signal);
    const current = this.#named.chat.trim() || choose(models, 'chat');
    const all = current === undefined || models.some(({ id }) => id === current) ? models : [modelNamed(current), ...models];
    return all.map((model) => {
      const reasoning = model.reasoning ?? (this.#known.thinks(model.id) ? [] : null);
      return { ...model, reasoning, current: model.id === current };
    });
  }

  /**
   * @param wished how much the person wants a model to think.
   * @returns the same where the model is known to offer it; undefined otherwise.
   */
  effort(model: string, wished: string | undefined): string | undefined {
    if (wished === undefined) return undefined;
    const { reasoning } = this.#known.models.value?.models.find(({ id }) => id === model) ?? modelNamed(model);
    return reasoning?.includes(wished) === true ? wished : undefined;
  }

  /** Who the server said that its models are owned by, where it has been asked; empty otherwise. */
  get owners(): ReadonlySet<string> {
    return this.#known.models.value?.owners ?? new Set();
  }

  /** Asks the server again next time: it may have changed its models. */
  forget(): void {
    this.#known.models.forget();
  }

  /** A name that comes from elsewhere than the settings or the server's own list is not sent to the server. */
  async #fromList(wished: string, signal: AbortSignal): Promise<string> {
    if ((await this.#choices(signal)).some(({ id }) => id === wished)) return wished;
    this.forget();
    throw new BackendError(
      'noModel',
      l10n.t('{0} does not offer the model “{1}” any more. Choose another one.', this.#destination.origin, wished),
    );
  }

  /** The clearance of this machine is not for a model that this machine only passes texts on to. */
  #here(model: string): string {
    if (!this.#destination.onThisMachine || !runsElsewhere.test(model)) return model;
    throw new BackendError(
      'forbidden',
      l10n.t('{0} passes texts for “{1}” on to a cloud, so nothing was sent. Name a model in the settings that runs on this machine.', this.#destination.origin, model),
      'openSettings',
    );
  }

  async #choices(signal: AbortSignal): Promise<readonly ModelInfo[]> {
    const { models } = this.#known.models.value ?? this.#known.models.keep(await this.#list(signal));
    return this.#destination.onThisMachine ? models.filter(({ id }) => !runsElsewhere.test(id)) : models;
  }

  async #list(signal: AbortSignal): Promise<ModelList> {
    const { origin } = this.#destination;
    const answer = await this.#door.get(this.#destination, this.#path, { use: 'list', signal });
    if (answer.status !== 200)
      throw await refusalIn(answer, { origin, model: '', hasKey: this.#door.keys.has(origin) });
    const text = await answer.text();
    try {
      return modelListIn(text);
    } catch (error) {
      throw malformed(origin, error);
    }
  }
}
