import type { Finish } from './backend.ts';

/** What the final word for an ending means; anything but a length limit is the model's own end. */
export function finishOf(reason: string): Finish {
  return reason === 'length' || reason === 'limit' || reason === 'model_length' ? 'length' : 'stop';
}
