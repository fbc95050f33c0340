import * as l10n from '@vscode/l10n';
import type { ModelView } from '../protocol/models.ts';
import { troubleOf, type Trouble } from './backEndTroubles.ts';
import { BackendError } from './backends/backend.ts';
import { isBusy, isOut, type Replicas } from './backends/replicas.ts';
import type { Destination } from './policy/destination.ts';

/** A list of models and who gave it, or why there is none. */
export interface ModelsFound extends Trouble {
  readonly at: Destination;
  readonly models: readonly ModelView[];
}

/**
 * The list of the first of several servers that is neither out nor busy.
 * @param mayAsk whether anything at all may be sent to a server now: its key goes along.
 * @throws the signal's reason after an abort.
 */
export async function modelsOf(
  replicas: Replicas,
  signal: AbortSignal,
  mayAsk: (destination: Destination) => Promise<boolean>,
): Promise<ModelsFound> {
  let trouble: Trouble = {};
  for (const backend of replicas.inOrder) {
    const { destination: at } = backend;
    if (!(await mayAsk(at))) {
      const message = l10n.t('Nothing may be sent to {0} now, so it was not asked for its models. “Why Blocked?” behind the shield says why.', at.origin);
      trouble = { message };
      continue;
    }
    try {
      return { at, models: await backend.models(signal) };
    } catch (error) {
      if (!(error instanceof BackendError)) throw error;
      trouble = troubleOf(error);
      if (isBusy(error)) replicas.busy(backend, error.retryAfter);
      else if (isOut(error)) replicas.failed(backend);
      else break;
    }
  }
  return { at: replicas.first.destination, models: [], ...trouble };
}
