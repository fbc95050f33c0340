import { stat } from 'node:fs/promises';
import type { SecureContext } from 'node:tls';
import type { IdentityFiles } from './clientIdentity.ts';

/** Whom to trust, and what to show to whom. */
export interface SecuritySettings {
  /** A PEM file with authorities to trust beside those of this machine; empty for none. */
  readonly caBundle: string;
  readonly identity: IdentityFiles | undefined;
  /** The origins that the client certificate is shown to; no other ever sees it. */
  readonly identityFor: readonly string[];
}

/** A context with the state of the files that it was made from. */
interface Made {
  readonly stamp: string;
  readonly context: Promise<SecureContext>;
}

/**
 * The TLS contexts of all connections. The files are looked at for each new connection, since certificates are renewed
 * while an editor runs for weeks; a context is made anew only when one of them has changed.
 */
export class Security {
  readonly #settings: SecuritySettings;
  readonly #made = new Map<'anonymous' | 'identified', Made>();

  constructor(settings: SecuritySettings) {
    this.#settings = settings;
  }

  /**
   * @param origin of the server that is spoken to.
   * @throws BackendError where a file that the settings name cannot be used.
   */
  async contextFor(origin: string): Promise<SecureContext> {
    const { caBundle, identity, identityFor } = this.#settings;
    const shown = identity !== undefined && identityFor.includes(origin) ? identity : undefined;
    const extra = process.env['NODE_EXTRA_CA_CERTS'] ?? '';
    const files = [caBundle, extra, ...(shown === undefined ? [] : [shown.certificate, shown.key])];
    const stamp = (await Promise.all(files.map(stampOf))).join('\n');
    const kind = shown === undefined ? 'anonymous' : 'identified';
    const before = this.#made.get(kind);
    if (before?.stamp === stamp) return before.context;
    const context = make(caBundle, extra, shown);
    this.#made.set(kind, { stamp, context });
    // What failed is tried again: the file may be there the next time.
    context.catch(() => this.#made.delete(kind));
    return context;
  }
}

/** What TLS takes is loaded with the first connection that has it: a server on this machine mostly has none. */
async function make(caBundle: string, extra: string, shown: IdentityFiles | undefined): Promise<SecureContext> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded late; the tests' loader knows no late `import` of TypeScript.
  const { secureContext } = require('./secureContext.ts') as typeof import('./secureContext.ts');
  return secureContext(caBundle, extra, shown);
}

async function stampOf(file: string): Promise<string> {
  if (file === '') return '';
  try {
    const { mtimeMs, size, ino } = await stat(file);
    return `${mtimeMs} ${size} ${ino}`;
  } catch {
    return 'missing';
  }
}
