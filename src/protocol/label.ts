import * as z from 'zod';

/** How sensitive a text is, from the least to the most. The order is the meaning: see `atLeast`. */
export const labels = ['public', 'internal', 'sensitive', 'secret'] as const;

/** One of `labels`. */
export const labelSchema = z.enum(labels);
export type Label = z.infer<typeof labelSchema>;

/** @returns whether `label` is as sensitive as `bound` or more. */
export function atLeast(label: Label, bound: Label): boolean {
  return labels.indexOf(label) >= labels.indexOf(bound);
}

/** @returns whether `label` is more sensitive than `bound`; a destination cleared for `bound` may not receive it. */
export function exceeds(label: Label, bound: Label): boolean {
  return labels.indexOf(label) > labels.indexOf(bound);
}

/** @returns the most sensitive of the labels, or `public` where there is none. */
export function highest(all: Iterable<Label>): Label {
  let top: Label = 'public';
  for (const label of all) if (exceeds(label, top)) top = label;
  return top;
}
