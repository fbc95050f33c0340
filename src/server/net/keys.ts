import * as l10n from '@vscode/l10n';
import { BackendError } from '../backends/backend.ts';

/** The API keys of this session, each bound to one origin (scheme, host, port). */
export class KeyRing {
  #keys = new Map<string, string>();

  /**
   * Replaces all keys.
   * @param keys key by origin; an entry that is no http(s) origin, or whose key is blank, is left out.
   */
  replace(keys: Readonly<Record<string, string>>): void {
    this.#keys = new Map(
      Object.entries(keys)
        .filter(([origin, key]) => URL.canParse(origin) && key.trim() !== '')
        .map(([origin, key]) => [new URL(origin).origin, key.trim()]),
    );
  }

  /** @returns whether there is a key for exactly this origin. */
  has(origin: string): boolean {
    return this.#keys.has(origin);
  }

  /**
   * The headers that show the key to its own origin; none for any other.
   * @throws BackendError where the key holds what cannot stand in a header.
   */
  headersFor(origin: string): Record<string, string> {
    const key = this.#keys.get(origin);
    if (key === undefined) return {};
    if (!/^[\x21-\x7e]+$/.test(key)) {
      throw new BackendError(
        'key',
        l10n.t('The API key for {0} holds a space or a character that no key can have. Set it again.', origin),
        'setKey',
      );
    }
    return { authorization: `Bearer ${key}` };
  }
}
