import type { CompletionDraft } from '../policy/request.ts';
import { anchorOf } from './anchor.ts';
import { Refused, type Ask } from './ask.ts';
import { defaultBudget, type Budget } from './budget.ts';
import { CompletionCache } from './cache.ts';
import { pause, systemClock, type Clock } from './debounce.ts';
import { defaults } from './defaults.ts';
import { draftOf } from './draft.ts';
import { received, shown } from './postprocess/index.ts';
import { scopeAt, type Scope } from './shape.ts';
import { collect } from './stream.ts';
import { viewOf, type Snapshot, type View } from './view.ts';

/** A text to show at the cursor. */
export interface Suggestion {
  /** What to insert, with the document's own line ends. */
  readonly text: string;
  /** Where the text holds what already follows the cursor: the offset (UTF-16) up to which it replaces that. */
  readonly replaceTo?: number;
  readonly source: 'cache' | 'model';
}

export interface GhostTextOptions {
  readonly ask: Ask;
  /** Failures other than a refusal or a cancellation. They never reach the caller of `suggest`. */
  readonly onError: (error: unknown) => void;
  readonly clock?: Clock;
  readonly debounceMs?: number;
  readonly budget?: Budget;
}

/** Ghost text for any number of documents, of which each has one request under way at most. */
export class GhostText {
  readonly #ask: Ask;
  readonly #onError: (error: unknown) => void;
  readonly #clock: Clock;
  readonly #debounceMs: number;
  readonly #budget: Budget;
  readonly #cache = new CompletionCache();
  readonly #running = new Map<string, AbortController>();

  constructor(options: GhostTextOptions) {
    this.#ask = options.ask;
    this.#onError = options.onError;
    this.#clock = options.clock ?? systemClock;
    this.#debounceMs = options.debounceMs ?? defaults.debounceMs;
    this.#budget = options.budget ?? defaultBudget;
  }

  /**
   * The suggestion for a state of a document. What is known is answered at once; otherwise the model is asked, after
   * a short wait unless the person asked for it. A later call for the same document ends an earlier one.
   * @returns undefined where there is nothing to suggest: also after a refusal, a failure or a cancellation
   */
  async suggest(snapshot: Snapshot, signal: AbortSignal): Promise<Suggestion | undefined> {
    this.#running.get(snapshot.uri)?.abort();
    if (signal.aborted) return undefined;
    const view = viewOf(snapshot, this.#budget);
    const invoked = snapshot.invoked ?? false;
    const known = this.#cache.find(snapshot.uri, view);
    if (known !== undefined) {
      const suggestion = present(known.remainder, snapshot, view, 'cache');
      if (suggestion !== undefined || (known.exact && !invoked)) return suggestion;
    }
    const scope = scopeAt(view, invoked);
    if (scope === undefined || view.before.trim() === '') return undefined;
    return this.#fromModel(snapshot, view, scope, signal);
  }

  /** What the model would be asked if the person asked for ghost text now; undefined where it would not be asked. */
  draft(snapshot: Snapshot): CompletionDraft | undefined {
    const view = viewOf(snapshot, this.#budget);
    const scope = scopeAt(view, true);
    return scope === undefined || view.before.trim() === '' ? undefined : draftOf(snapshot, this.#budget, scope);
  }

  /** Forgets what is known of a document, or of all, and ends what is under way: after a change of rules or model. */
  forget(uri?: string): void {
    this.#cache.forget(uri);
    for (const [document, controller] of this.#running) if (uri === undefined || uri === document) controller.abort();
  }

  async #fromModel(
    snapshot: Snapshot,
    view: View,
    scope: Scope,
    signal: AbortSignal,
  ): Promise<Suggestion | undefined> {
    const { uri } = snapshot;
    const own = new AbortController();
    const either = AbortSignal.any([signal, own.signal]);
    this.#running.set(uri, own);
    try {
      if (snapshot.invoked !== true) await pause(this.#debounceMs, either, this.#clock);
      const draft = draftOf(snapshot, this.#budget, scope);
      const { text, ending } = await collect(this.#ask(draft, either), view, scope, either, this.#clock);
      either.throwIfAborted();
      const completion = received(text, ending, view);
      if (ending !== 'cut') {
        const [prefix, suffix] = [draft.prefix, draft.suffix].map((parts) => parts.map((part) => part.text).join(''));
        this.#cache.add(uri, anchorOf(view, prefix ?? '', suffix ?? ''), completion);
      }
      return present(completion, snapshot, view, 'model');
    } catch (error) {
      if (!either.aborted && !(error instanceof Refused)) this.#onError(error);
      return undefined;
    } finally {
      own.abort();
      if (this.#running.get(uri) === own) this.#running.delete(uri);
    }
  }
}

function present(text: string, snapshot: Snapshot, view: View, source: Suggestion['source']): Suggestion | undefined {
  const candidate = shown(text, view);
  if (candidate === undefined) return undefined;
  return {
    text: view.lineEnd === '\n' ? candidate.text : candidate.text.replaceAll('\n', view.lineEnd),
    ...(candidate.replaces > 0 ? { replaceTo: snapshot.offset + candidate.replaces } : {}),
    source,
  };
}
