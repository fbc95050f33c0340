import { parseHttpUrl } from '../../protocol/address.ts';
import type { ServiceName } from '../../protocol/models.ts';
import { settingsSchema, type Settings } from '../../protocol/settings.ts';
import type { ModelUse } from '../backends/models.ts';
import { destinationAt, type Destination } from '../policy/destination.ts';

/** What is checked: one server at one address. */
export interface Target {
  readonly url: URL;
  readonly destination: Destination;
  /** What the server is asked for: ghost text, chat, or both. */
  readonly roles: readonly ModelUse[];
  /** The models that the settings name; empty for the server's own. */
  readonly models: Readonly<Record<ModelUse, string>>;
}

interface Named {
  readonly backend: Settings['backend'];
  readonly address: string;
  readonly completionModel: string;
  readonly chatModel: string;
}

/** @returns undefined where it is no http or https address, or one with a name or a password in it. */
function targetFor({ backend, address, completionModel, chatModel }: Named, roles: readonly ModelUse[]): Target | undefined {
  const url = parseHttpUrl(address);
  const models = { completion: completionModel.trim(), chat: chatModel.trim() };
  return url && { url, destination: destinationAt(backend, address), roles, models };
}

/**
 * All servers that requests may go to by the settings, each once.
 * @param service the place whose servers are meant instead, with all that the settings have it for.
 */
export function targetsOf(settings: Settings, service?: ServiceName): Target[] {
  const roles: readonly ModelUse[] = ['completion', 'chat'];
  const served = roles.flatMap((role) => namedFor(settings, role, service).map((named) => ({ role, named })));
  const addresses = new Set(served.map(({ named }) => named.address));
  return [...addresses].flatMap((address) => {
    const here = served.filter(({ named }) => named.address === address);
    const [first] = here;
    const target = first && targetFor(first.named, here.map(({ role }) => role));
    return target === undefined ? [] : [target];
  });
}

/** The servers that answer requests of one kind: replicas of one gateway, or one. */
function namedFor({ gateway, gateways, mistral, ...settings }: Settings, role: ModelUse, service?: ServiceName): Named[] {
  const backend = service?.backend ?? settings.backend;
  if (backend === 'mistral') {
    const own = role === 'completion' && mistral.completionUrl.trim() !== '';
    return [{ backend, ...mistral, address: own ? mistral.completionUrl : mistral.url }];
  }
  const withRole = gateways.filter(({ roles }) => roles.includes(role));
  const named = service === undefined ? withRole[0] : withRole.find(({ name }) => name === service.name);
  if (named === undefined && service !== undefined && service.name !== '') return [];
  if (named === undefined) return [{ backend, ...gateway, address: gateway.url }];
  return named.urls.map((address) => ({ backend, ...named, address }));
}

/** Hosts of the Mistral API, whose ghost text has a route of its own. */
const mistralHost = /(^|\.)mistral\.ai$/;

/**
 * The server at an address that a person names, with the models that are named or the server's own.
 * @returns undefined where it is no http or https address, or one with a name or a password in it.
 */
export function targetAt(address: string, { completion = '', chat = '' }: Partial<Record<ModelUse, string>> = {}): Target | undefined {
  const isMistral = mistralHost.test(parseHttpUrl(address)?.hostname ?? '');
  const backend = isMistral ? 'mistral' : 'gateway';
  const usual = settingsSchema.parse({})[backend];
  const models = { completionModel: completion || usual.completionModel, chatModel: chat || usual.chatModel };
  return targetFor({ backend, address, ...models }, ['completion', 'chat']);
}
