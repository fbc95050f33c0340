import type { ServiceName } from '../../src/protocol/models.ts';
import { settingsSchema, type Settings } from '../../src/protocol/settings.ts';
import type { DestinationName, PlaceName } from './story.ts';

/** What the settings call each place. */
export const serviceNames: Readonly<Record<PlaceName, ServiceName>> = {
  here: { backend: 'gateway', name: 'here' },
  elsewhere: { backend: 'gateway', name: 'elsewhere' },
  mistral: { backend: 'mistral', name: '' },
  nowhere: { backend: 'gateway', name: 'nowhere' },
};

/** The settings for each destination; all name all of them. @param port of the recording server. */
export function settingsFor(port: number, elsewhere: string): Record<DestinationName, Settings> {
  const origin = `http://127.0.0.1:${port}`;
  // Of a server in another process nobody could tell which step a request ahead of the person belongs to; the sessions
  // in this process go ahead all the same.
  const completion = { ahead: 'off' };
  const gateway = (name: string, url: string) => ({ name, urls: [`${url}/v1`], completionModel: 'echo', chatModel: 'echo' });
  const here = gateway('here', origin);
  const far = gateway('elsewhere', `http://${elsewhere}`);
  const common = { mistral: { url: origin }, completion };
  return {
    here: settingsSchema.parse({ ...common, backend: 'gateway', gateways: [here, far] }),
    elsewhere: settingsSchema.parse({ ...common, backend: 'gateway', gateways: [far, here] }),
    mistral: settingsSchema.parse({ ...common, backend: 'mistral', gateways: [here, far] }),
  };
}
