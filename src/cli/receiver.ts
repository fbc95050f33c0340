import { settingsSchema } from '../protocol/settings.ts';
import { destinationOf, type Destination } from '../server/policy/destination.ts';

/** Any address of this machine: what counts is that it is one. */
const localAddress = 'http://localhost';

/**
 * The destination that a person names: `mistral`, `local` for models on this machine, or the address of a gateway.
 * @returns undefined for any other word.
 */
export function destinationNamed(name: string): Destination | undefined {
  const settings =
    name === 'mistral'
      ? settingsSchema.parse({ backend: 'mistral' })
      : settingsSchema.parse({ backend: 'gateway', gateway: { url: name === 'local' ? localAddress : name } });
  const destination = destinationOf(settings);
  return destination.origin === '' ? undefined : destination;
}
