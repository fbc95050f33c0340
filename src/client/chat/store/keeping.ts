import * as l10n from '@vscode/l10n';
import { errorWords } from '../../errorWords.ts';
import { DeletedError, StoreError } from './store.ts';

/** Where the workspace remembers which conversation was shown last. */
export const shownKey = 'vigie.chat.shown';

/** What remembers a few values for the workspace, on this machine; VS Code's `Memento` does. */
export interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

/**
 * Keeps the conversation that is shown, and which one that is, each whatever becomes of the other. What fails is told to
 * the person: once while it goes on failing, and again where it has worked in between.
 */
export class Keeping {
  readonly #memory: Memory;
  readonly #tell: (message: string) => void;
  /** The conversation of which it has been told that it is not kept. */
  #told: string | undefined;
  #forgets = false;

  /** @param tell takes a sentence for the person */
  constructor(memory: Memory, tell: (message: string) => void) {
    this.#memory = memory;
    this.#tell = tell;
  }

  /**
   * Does not throw.
   * @param id of the conversation that is shown; undefined for one that has nothing to be kept yet
   * @param write writes it
   */
  async keep(id: string | undefined, write: () => Promise<void>): Promise<void> {
    await Promise.all([this.#remember(id), id === undefined ? undefined : this.#write(id, write)]);
  }

  async #write(id: string, write: () => Promise<void>): Promise<void> {
    try {
      await write();
      this.#told = undefined;
    } catch (error) {
      if (this.#told === id) return;
      this.#told = id;
      const isSaid = error instanceof StoreError || error instanceof DeletedError;
      this.#tell(isSaid ? error.message : l10n.t('The conversation could not be kept: {0}', errorWords(error)));
    }
  }

  async #remember(id: string | undefined): Promise<void> {
    try {
      if (this.#memory.get(shownKey) !== id) await this.#memory.update(shownKey, id);
      this.#forgets = false;
    } catch (error) {
      if (this.#forgets) return;
      this.#forgets = true;
      this.#tell(l10n.t('Which conversation is shown could not be remembered, so another may be shown after a restart: {0}', errorWords(error)));
    }
  }

  /** Whether the person has been told of a conversation that it is not kept. */
  hasTold(id: string): boolean {
    return this.#told === id;
  }

  /** The person learns elsewhere that a conversation is not kept. */
  isKnown(id: string): void {
    this.#told = id;
  }
}
