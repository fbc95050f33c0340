import * as vscode from 'vscode';
import { originOfBackend, originsOfBackend, openSettings, type Backend } from './settings.ts';

const prefix = 'vigie.key:';
const backends = ['gateway', 'mistral'] as const;
const addresses = ['gateway.url', 'gateways', 'mistral.url', 'mistral.completionUrl'];

/** The API keys: in VS Code's SecretStorage, each bound to the origin of the address it was given for. */
export class Keys implements vscode.Disposable {
  readonly #secrets: vscode.SecretStorage;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: { dispose(): unknown }[];
  /** Fires when a key, or an address that a key could be bound to, has changed. */
  readonly onDidChange = this.#changed.event;

  constructor(secrets: vscode.SecretStorage) {
    this.#secrets = secrets;
    this.#subscriptions = [
      this.#changed,
      secrets.onDidChange(({ key }) => {
        if (key.startsWith(prefix)) this.#changed.fire();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (addresses.some((address) => event.affectsConfiguration(`vigie.${address}`))) this.#changed.fire();
      }),
    ];
  }

  /** @returns the keys of the addresses that are set now, by origin. A key of another address stays where it is. */
  async current(): Promise<Record<string, string>> {
    const keys: Record<string, string> = {};
    for (const origin of backends.flatMap(originsOfBackend)) {
      const key = await this.#secrets.get(prefix + origin);
      if (key !== undefined) keys[origin] = key;
    }
    return keys;
  }

  /** Whether there is a key for the address that a back end's answers come from now. */
  async has(backend: Backend): Promise<boolean> {
    const origin = originOfBackend(backend);
    return origin !== undefined && (await this.#secrets.get(prefix + origin)) !== undefined;
  }

  async store(origin: string, key: string): Promise<void> {
    await this.#secrets.store(prefix + origin, key);
  }

  async remove(origin: string): Promise<void> {
    await this.#secrets.delete(prefix + origin);
  }

  /**
   * Asks the person for the key of a back end's present address, and for which one where there are several; an empty
   * answer removes the key, after asking.
   */
  async ask(backend: Backend): Promise<void> {
    const origins = originsOfBackend(backend);
    if (origins.length === 0) {
      await askForAddress(backend);
      return;
    }
    const origin = origins.length === 1 ? origins[0] : await this.#chosen(origins);
    if (origin === undefined) return;
    const before = await this.#secrets.get(prefix + origin);
    const typed = await vscode.window.showInputBox({
      title: backend === 'mistral' ? vscode.l10n.t('Mistral API Key') : vscode.l10n.t('Gateway API Key'),
      prompt:
        before === undefined
          ? vscode.l10n.t('Kept in VS Code’s secret storage and sent to {0} only.', origin)
          : vscode.l10n.t('A key for {0} is set. Type another to replace it, or leave this empty to remove it.', origin),
      password: true,
      ignoreFocusOut: true,
    });
    if (typed === undefined) return;
    const key = typed.trim();
    if (key !== '') {
      await this.store(origin, key);
      void vscode.window.showInformationMessage(vscode.l10n.t('Vigie will use this key for {0}.', origin));
    } else if (before !== undefined) {
      const remove = vscode.l10n.t('Remove');
      const question = vscode.l10n.t('Remove the API key for {0}?', origin);
      if ((await vscode.window.showWarningMessage(question, { modal: true }, remove)) === remove) {
        await this.remove(origin);
      }
    }
  }

  async #chosen(origins: readonly string[]): Promise<string | undefined> {
    const items = await Promise.all(
      origins.map(async (label) => ({
        label,
        description:
          (await this.#secrets.get(prefix + label)) === undefined ? vscode.l10n.t('no key is set') : vscode.l10n.t('a key is set'),
      })),
    );
    const title = vscode.l10n.t('For which address is the key?');
    return (await vscode.window.showQuickPick(items, { title, placeHolder: vscode.l10n.t('A key is shown to its own address only.') }))?.label;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}

async function askForAddress(backend: Backend): Promise<void> {
  const open = vscode.l10n.t('Open Settings');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      'A key is bound to an address, and “{0}” holds no valid one. Set the address first.',
      `vigie.${backend}.url`,
    ),
    open,
  );
  if (chosen === open) await openSettings(`vigie.${backend}.url`);
}
