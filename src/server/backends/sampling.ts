import type { CompletionRequest } from '../policy/request.ts';

/** How a model is to choose among the likely tokens. */
export interface Sampling {
  readonly temperature: number;
  readonly seed?: number;
}

/**
 * Where a variant is wanted: far enough from the likeliest that short lines differ at all, and below 0.7 to 1, which
 * vendors advise for prose and at which small code models begin to invent names.
 */
const variantTemperature = 0.6;

/**
 * Ghost text is to be the likeliest continuation, and the same one when a person comes back to a place. A variant of it
 * is drawn, with its number as the seed, so that it is the same one too where the server knows seeds.
 */
export function samplingOf({ variant = 0 }: Pick<CompletionRequest, 'variant'>): Sampling {
  return variant === 0 ? { temperature: 0 } : { temperature: variantTemperature, seed: variant };
}
