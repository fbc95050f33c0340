import type { Settings } from '../../protocol/settings.ts';
import type { Door } from '../net/door.ts';
import { destinationAt } from '../policy/destination.ts';
import type { Backend } from './backend.ts';
import { Gateway, type GatewayAddress } from './gateway.ts';
import type { Knowledge } from './knowledge.ts';
import { Mistral } from './mistral.ts';
import type { ModelUse } from './models.ts';
import { Replicas } from './replicas.ts';

/** One service by its name: servers that stand in for one another. */
export interface Service {
  /** What the person calls it in the settings; empty for the gateway without a name and for Mistral. */
  readonly name: string;
  readonly backend: Settings['backend'];
  readonly replicas: Replicas;
}

/** Where requests go by the settings. */
export interface Services {
  /** Each is undefined where no usable address is set for it. */
  readonly current: Readonly<Record<ModelUse, Service | undefined>>;
  /** All that chat answers, or ghost text, could come from, the ones of the other back end among them. */
  readonly named: Readonly<Record<ModelUse, readonly Service[]>>;
  /** Where requests would go with the other back end. */
  readonly other: Service | undefined;
}

/**
 * The services that the settings name. They are made anew only when the settings change.
 * @param knowledge what was found out about servers; it outlives the services.
 */
export function createServices(settings: Settings, door: Door, knowledge: Knowledge): Services {
  const known = (url: string) => knowledge.of(url);
  const gateway = (address: GatewayAddress): Backend[] => {
    const destination = destinationAt('gateway', address.url);
    return destination.origin === '' ? [] : [new Gateway(address, destination, door, known(address.url))];
  };
  const mistral = (url: string): Backend[] => {
    const destination = destinationAt('mistral', url);
    return destination.origin === '' ? [] : [new Mistral({ ...settings.mistral, url }, destination, door, known(url))];
  };
  const service = (name: string, backend: Settings['backend'], backends: readonly Backend[]): Service[] =>
    backends.length === 0 ? [] : [{ name, backend, replicas: new Replicas(backends) }];

  const gateways = [
    ...settings.gateways.map(({ name, urls, roles, completionModel, chatModel }) => ({
      roles,
      services: service(name, 'gateway', urls.flatMap((url) => gateway({ url, completionModel, chatModel }))),
    })),
    { roles: ['completion', 'chat'] as const, services: service('', 'gateway', gateway(settings.gateway)) },
  ];
  const withRole = (role: ModelUse): Service[] =>
    gateways.filter(({ roles }) => (roles as readonly ModelUse[]).includes(role)).flatMap(({ services }) => services);

  const { url, completionUrl } = settings.mistral;
  const mistralChat = service('', 'mistral', mistral(url));
  const mistralCompletion = completionUrl.trim() === '' ? mistralChat : service('', 'mistral', mistral(completionUrl));
  const offered = {
    gateway: { completion: withRole('completion')[0], chat: withRole('chat')[0] },
    mistral: { completion: mistralCompletion[0], chat: mistralChat[0] },
  };
  return {
    current: offered[settings.backend],
    named: { completion: [...withRole('completion'), ...mistralCompletion], chat: [...withRole('chat'), ...mistralChat] },
    other: offered[settings.backend === 'gateway' ? 'mistral' : 'gateway'].chat,
  };
}
