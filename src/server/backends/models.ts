import * as l10n from '@vscode/l10n';
import * as z from 'zod';
import type { Door } from '../net/door.ts';
import { silenceMilliseconds } from '../net/limits.ts';
import type { Destination } from '../policy/destination.ts';
import { BackendError } from './backend.ts';
import { isCodeModel } from './fim.ts';
import { malformed, refusalIn } from './refusals.ts';

/** What a model is wanted for. */
export type ModelUse = 'completion' | 'chat';

const listSchema = z.object({ data: z.array(z.object({ id: z.string() })) });

/** Models that a list may hold and that write no text. */
const writesNoText = /embed|rerank|whisper|tts|speech|moderation|ocr|\bbge\b|clip|diffusion/;

/** Ollama lists and serves models of its own cloud under such names: a text for one leaves the machine after all. */
const runsElsewhere = /[:-]cloud$/i;

/**
 * Chooses from a server's list.
 * @returns for completion the first model made for code, else the first of all; for chat the first that is not a bare
 * base model, which would not answer but go on writing. Undefined where no model writes text.
 */
export function choose(ids: readonly string[], use: ModelUse): string | undefined {
  const writers = ids.filter((id) => !writesNoText.test(id.toLowerCase()));
  const preferred = writers.find((id) => (use === 'completion' ? isCodeModel(id) : !/\bbase\b/.test(id.toLowerCase())));
  return preferred ?? writers[0];
}

/** The models of one server: those that the settings name, else those that the server lists, asked for once. */
export class Models {
  readonly #door: Door;
  readonly #destination: Destination;
  readonly #path: string;
  readonly #named: Readonly<Record<ModelUse, string>>;
  #listed: readonly string[] | undefined;

  constructor(door: Door, destination: Destination, path: string, named: Readonly<Record<ModelUse, string>>) {
    this.#door = door;
    this.#destination = destination;
    this.#path = path;
    this.#named = named;
  }

  /**
   * @returns the model's name.
   * @throws BackendError where the server cannot be asked or lists no model; the signal's reason after an abort.
   */
  async forUse(use: ModelUse, signal: AbortSignal): Promise<string> {
    const named = this.#named[use].trim();
    if (named !== '') return this.#here(named);
    this.#listed ??= await this.#list(signal);
    const { onThisMachine } = this.#destination;
    const model = choose(onThisMachine ? this.#listed.filter((id) => !runsElsewhere.test(id)) : this.#listed, use);
    if (model !== undefined) return model;
    this.forget();
    throw new BackendError(
      'noModel',
      l10n.t('{0} offers no model. Load one there, or name one in the settings.', this.#destination.origin),
      'openSettings',
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

  /** Asks the server again next time: it may have changed its models. */
  forget(): void {
    this.#listed = undefined;
  }

  async #list(signal: AbortSignal): Promise<readonly string[]> {
    const { origin } = this.#destination;
    const answer = await this.#door.get(this.#destination, this.#path, { signal, silence: silenceMilliseconds.list });
    if (answer.status !== 200)
      throw await refusalIn(answer, { origin, model: '', hasKey: this.#door.keys.has(origin) });
    const text = await answer.text();
    try {
      return listSchema.parse(JSON.parse(text)).data.map(({ id }) => id);
    } catch (error) {
      throw malformed(origin, error);
    }
  }
}
