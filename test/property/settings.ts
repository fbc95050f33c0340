import { settingsSchema, type Settings } from '../../src/protocol/settings.ts';
import type { DestinationName } from './story.ts';

/** The settings for each destination. @param port of the recording server. */
export function settingsFor(port: number, elsewhere: string): Record<DestinationName, Settings> {
  const origin = `http://127.0.0.1:${port}`;
  // Of a server in another process nobody could tell which step a request ahead of the person belongs to; the sessions
  // in this process go ahead all the same.
  const completion = { ahead: 'off' };
  const gateway = (url: string): Settings =>
    settingsSchema.parse({ backend: 'gateway', gateway: { url: `${url}/v1`, completionModel: 'echo', chatModel: 'echo' }, completion });
  return {
    here: gateway(origin),
    elsewhere: gateway(`http://${elsewhere}`),
    mistral: settingsSchema.parse({ backend: 'mistral', mistral: { url: origin }, completion }),
  };
}
