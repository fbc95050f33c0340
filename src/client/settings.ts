import * as vscode from 'vscode';
import type { Settings } from '../protocol/settings.ts';
import type { DestinationView } from '../protocol/verdict.ts';
import type { OtherDestination } from '../protocol/panel.ts';
import { originOf } from './address.ts';
import type { Server } from './server.ts';

export type Backend = Settings['backend'];

/**
 * The `vigie.*` settings as one nested object, as the server takes them. Their shape is what `package.json` declares;
 * the server checks the values, since VS Code lets a person save a wrong one.
 */
export function readSettings(): Settings {
  const configured: unknown = vscode.workspace.getConfiguration().get('vigie');
  return JSON.parse(JSON.stringify(configured)) as Settings;
}

/** @returns where questions of the chat go with this back end, or undefined where no address is set. */
export function originOfBackend(backend: Backend): string | undefined {
  return originsOfBackend(backend)[0];
}

/** @returns the origins that keys of this back end can be bound to now, each once, the chat's first. */
export function originsOfBackend(backend: Backend): string[] {
  const settings = vscode.workspace.getConfiguration('vigie');
  const named = settings.get<Partial<Settings['gateways'][number]>[]>('gateways', []);
  const chats = ({ roles }: (typeof named)[number]): boolean => roles?.includes('chat') ?? true;
  const gateways = [...named.filter(chats), ...named.filter((each) => !chats(each))].flatMap(({ urls }) => urls ?? []);
  const addresses = [
    ...(backend === 'gateway' ? gateways : []),
    settings.get<string>(`${backend}.url`, ''),
    ...(backend === 'mistral' ? [settings.get<string>('mistral.completionUrl', '')] : []),
  ];
  return [...new Set(addresses.map(originOf).filter((origin) => origin !== undefined))];
}

/** The destination as far as the client knows it: the clearance is the server's to say, so it is the lowest here. */
export function configuredDestination(): DestinationView {
  const backend = vscode.workspace.getConfiguration('vigie').get<Backend>('backend', 'gateway');
  return { backend, origin: originOfBackend(backend) ?? '', clearance: 'public' };
}

/** Makes `backend` the one that answers, in all workspaces of this machine. */
export async function useBackend(backend: Backend): Promise<void> {
  await vscode.workspace.getConfiguration('vigie').update('backend', backend, vscode.ConfigurationTarget.Global);
}

/** @returns the other back end. */
export function otherBackend(backend: Backend): Backend {
  return backend === 'gateway' ? 'mistral' : 'gateway';
}

/** @returns where requests would go after switching the back end; undefined where it has no address. */
export function otherDestination({ status }: Pick<Server, 'status'>): OtherDestination | undefined {
  if (status?.other !== undefined) return status.other;
  const backend = otherBackend(status?.destination.backend ?? configuredDestination().backend);
  const origin = originOfBackend(backend);
  return origin === undefined ? undefined : { backend, origin };
}

/**
 * Opens the settings editor at Vigie's settings, or at one of them. Where VS Code works on another machine, its User
 * tab leaves out what belongs to that machine, so there the tab of that machine is opened.
 */
export async function openSettings(query = '@ext:vigie.vigie'): Promise<void> {
  const tab = vscode.env.remoteName === undefined ? 'openSettings' : 'openRemoteSettings';
  await vscode.commands.executeCommand(`workbench.action.${tab}`, { query });
}
