import * as vscode from 'vscode';
import type { HttpSettings, NetworkParams } from '../protocol/network.ts';

const prefix = 'vigie.passphrase:';

/**
 * What the server is told of the network beside the `vigie.*` settings: VS Code's own settings for proxies, and the
 * passphrase of the client certificate's key, kept in SecretStorage for the file that it was given for.
 */
export class NetworkSettings implements vscode.Disposable {
  readonly #secrets: vscode.SecretStorage;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: { dispose(): unknown }[];
  readonly onDidChange = this.#changed.event;

  constructor(secrets: vscode.SecretStorage) {
    this.#secrets = secrets;
    this.#subscriptions = [
      this.#changed,
      secrets.onDidChange(({ key }) => {
        if (key.startsWith(prefix)) this.#changed.fire();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        const watched = ['http', 'vigie.clientCertificate', 'vigie.clientKey'];
        if (watched.some((section) => event.affectsConfiguration(section))) this.#changed.fire();
      }),
    ];
  }

  async current(): Promise<NetworkParams> {
    const file = keyFile();
    const passphrase = file === '' ? undefined : await this.#secrets.get(prefix + file);
    return { http: httpSettings(), ...(passphrase !== undefined && { passphrase }) };
  }

  /** Asks the person for the passphrase of the client certificate's key; an empty answer removes it. */
  async askPassphrase(): Promise<void> {
    const file = keyFile();
    if (file === '') {
      void vscode.window.showWarningMessage(
        vscode.l10n.t('A passphrase is bound to a file. Name the file in the setting “vigie.clientCertificate” first.'),
      );
      return;
    }
    const typed = await vscode.window.showInputBox({
      title: vscode.l10n.t('Passphrase of the Client Certificate'),
      prompt: vscode.l10n.t('Kept in VS Code’s secret storage, for {0} only. Leave this empty to remove it.', file),
      password: true,
      ignoreFocusOut: true,
    });
    if (typed === undefined) return;
    if (typed === '') await this.#secrets.delete(prefix + file);
    else await this.#secrets.store(prefix + file, typed);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}

/** The file that holds the key of the client certificate; empty where none is named. */
function keyFile(): string {
  const settings = vscode.workspace.getConfiguration('vigie');
  return settings.get<string>('clientKey', '') || settings.get<string>('clientCertificate', '');
}

/** What a folder sets does not count, in any version of VS Code: it would say whom texts pass by. */
function httpSettings(): HttpSettings {
  const settings = vscode.workspace.getConfiguration('http');
  const own = <T>(name: string, otherwise: T): T => {
    const found = settings.inspect<T>(name);
    const isOverridden = found?.workspaceValue !== undefined || found?.workspaceFolderValue !== undefined;
    return (isOverridden ? (found.globalValue ?? found.defaultValue) : settings.get<T>(name)) ?? otherwise;
  };
  return {
    proxy: own('proxy', ''),
    proxySupport: own('proxySupport', 'override'),
    noProxy: own('noProxy', []),
    proxyAuthorization: own<string | null>('proxyAuthorization', null),
  };
}
