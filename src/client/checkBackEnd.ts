import * as vscode from 'vscode';
import type { CheckBackEndParams, CheckBackEndResult } from '../protocol/backEndReport.ts';
import type { ServiceView } from '../protocol/models.ts';
import { errorWords } from './errorWords.ts';
import type { Keys } from './keys.ts';
import { asInSettings, clearedFor, placeName } from './placeWords.ts';
import { Report } from './report.ts';
import type { Server } from './server.ts';

interface Place extends vscode.QuickPickItem, CheckBackEndParams {}

/** Has the back end checked on the person's wish and shows what was found. */
export class BackEndCheck implements vscode.Disposable {
  readonly #server: Server;
  readonly #keys: Keys;
  readonly #report: Report;
  #text = '';

  constructor(server: Server, keys: Keys) {
    this.#server = server;
    this.#keys = keys;
    this.#report = new Report('vigie-back-end', vscode.l10n.t('Back end'), () => this.#text);
  }

  /** @returns what was found, once its report is shown; undefined where the person gave up or it failed. */
  async check(): Promise<CheckBackEndResult | undefined> {
    const place = await this.#place();
    if (place === undefined) return undefined;
    let result: CheckBackEndResult | undefined;
    try {
      result = await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Vigie checks the back end …'), cancellable: true },
        async (_, token) => {
          const found = await this.#server.checkBackEnd({ ...(place.service && { service: place.service }) }, token);
          return token.isCancellationRequested ? undefined : found;
        },
      );
    } catch (error) {
      if (error instanceof vscode.CancellationError) return undefined;
      void vscode.window.showErrorMessage(vscode.l10n.t('The back end could not be checked: {0}', errorWords(error)));
      return undefined;
    }
    if (result === undefined) return undefined;
    this.#text = result.text;
    this.#report.changed();
    await this.#report.show();
    return result;
  }

  /** What is to be checked: where there is a choice, the person makes it. @returns undefined where they gave up. */
  async #place(): Promise<CheckBackEndParams | undefined> {
    const { status } = this.#server;
    const hasMistralKey = await this.#keys.has('mistral');
    // The Mistral API can be chosen for any conversation, but nobody without a key does.
    const isElsewhere = ({ current, backend }: ServiceView): boolean => !current && (backend !== 'mistral' || hasMistralKey);
    const others = (status?.services ?? []).filter(isElsewhere);
    const forGhostText = (status?.forGhostText ?? []).filter(isElsewhere);
    if (status === undefined || others.length + forGhostText.length === 0) return {};
    const places: Place[] = [
      { label: `$(settings-gear) ${vscode.l10n.t('As in the settings')}`, description: asInSettings(status) },
      ...others.map((each) => placeAt(each, clearedFor(each))),
      ...forGhostText.map((each) => placeAt(each, `${clearedFor(each)} · ${vscode.l10n.t('ghost text only')}`)),
    ];
    return vscode.window.showQuickPick(places, {
      title: vscode.l10n.t('Which back end is to be checked?'),
      placeHolder: vscode.l10n.t('It is asked some fifteen to thirty short questions, with Vigie’s own texts only.'),
      matchOnDescription: true,
    });
  }

  dispose(): void {
    this.#report.dispose();
  }
}

function placeAt(view: ServiceView, description: string): Place {
  const { backend, name } = view;
  return { label: `$(server) ${placeName(view)}`, description, service: { backend, name } };
}
