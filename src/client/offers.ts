import * as vscode from 'vscode';
import type { Statistics } from './statistics/statistics.ts';

type Answer = vscode.InlineCompletionItem[] | vscode.InlineCompletionList | null | undefined;

/** How the server is asked. */
type Next = (
  document: vscode.TextDocument,
  position: vscode.Position,
  context: vscode.InlineCompletionContext,
  token: vscode.CancellationToken,
) => vscode.ProviderResult<Answer>;

/** Stands between VS Code and the server where ghost text is asked for. */
export class Offers implements vscode.Disposable {
  readonly #statistics: Statistics;
  readonly #selector: vscode.DocumentSelector;
  #silent: vscode.Disposable | undefined;
  #onBehalf = 0;

  /** @param selector the documents that ghost text is for */
  constructor(statistics: Statistics, selector: vscode.DocumentSelector) {
    this.#statistics = statistics;
    this.#selector = selector;
  }

  /** Has ghost text asked for as if the person had typed: they did not ask, so they want no other suggestions. */
  async askOnBehalf(): Promise<void> {
    this.#onBehalf += 1;
    try {
      await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
    } finally {
      this.#onBehalf -= 1;
    }
  }

  /** Asks the server and takes note of what it offers. */
  async provide(
    document: vscode.TextDocument,
    position: vscode.Position,
    context: vscode.InlineCompletionContext,
    token: vscode.CancellationToken,
    next: Next,
  ): Promise<Answer> {
    const at = document.offsetAt(position);
    const asked = context.triggerKind === vscode.InlineCompletionTriggerKind.Invoke && this.#onBehalf === 0;
    const triggerKind = asked ? context.triggerKind : vscode.InlineCompletionTriggerKind.Automatic;
    const answer = await next(document, position, { ...context, triggerKind }, token);
    const items = Array.isArray(answer) ? answer : (answer?.items ?? []);
    const [first] = items;
    if (first === undefined || token.isCancellationRequested) return answer;
    const language: unknown = first.command?.arguments?.[1];
    if (typeof first.insertText === 'string' && typeof language === 'string') {
      this.#statistics.offered(document, { language, at, text: first.insertText });
    }
    if (asked && items.length === 1) this.#haveItAskAgain();
    return answer;
  }

  /**
   * Lets VS Code ask again where the person asks for other suggestions. The first was answered as soon as it was there,
   * and VS Code keeps the answer to who asked for good, unless there is somebody whom it has not asked yet.
   */
  #haveItAskAgain(): void {
    this.#silent?.dispose();
    this.#silent = vscode.languages.registerInlineCompletionItemProvider(this.#selector, {
      provideInlineCompletionItems: () => undefined,
    });
  }

  dispose(): void {
    this.#silent?.dispose();
  }
}
