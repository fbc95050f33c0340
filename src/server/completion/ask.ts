import type { Finish } from '../backends/backend.ts';
import type { CompletionDraft } from '../policy/request.ts';

/**
 * Sends a draft to the model, through the gate, and streams what it answers. Leaving the iteration early or aborting
 * the signal must stop the model.
 * @throws Refused where the gate says no; anything else is a failure.
 */
export type Ask = (draft: CompletionDraft, signal: AbortSignal) => AsyncGenerator<string, Finish>;

/** Thrown by an `Ask` whose draft was refused. Whoever refused has told the person; the engine only stays silent. */
export class Refused extends Error {
  constructor(message = 'The gate refused this request.') {
    super(message);
    this.name = 'Refused';
  }
}
