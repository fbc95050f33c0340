import type { Settings } from '../../protocol/settings.ts';
import type { Door } from '../net/door.ts';
import { destinationOf } from '../policy/destination.ts';
import type { Backend } from './backend.ts';
import { Gateway } from './gateway.ts';
import { Mistral } from './mistral.ts';

/**
 * The back end that the settings name. It remembers what it learnt of its server, so it is made anew only when the
 * settings change.
 * @returns undefined where no usable address is set.
 */
export function createBackend(settings: Settings, door: Door): Backend | undefined {
  const destination = destinationOf(settings);
  if (destination.origin === '') return undefined;
  return settings.backend === 'mistral'
    ? new Mistral(settings.mistral, destination, door)
    : new Gateway(settings.gateway, destination, door);
}
