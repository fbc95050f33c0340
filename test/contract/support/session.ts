import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type * as z from 'zod';
import { settingsSchema } from '../../../src/protocol/settings.ts';
import { createServices } from '../../../src/server/backends/index.ts';
import { Knowledge } from '../../../src/server/backends/knowledge.ts';
import type { Backend } from '../../../src/server/backends/backend.ts';
import { Door, type DoorOptions } from '../../../src/server/net/door.ts';
import { KeyRing } from '../../../src/server/net/keys.ts';
import { clearChat, clearCompletion } from '../../support/cleared.ts';
import type { ModelServer } from '../../support/modelServer.ts';

/** A door that is closed after each test, with the keys given for it. */
export function doorWith(keys: Record<string, string> = {}, options: Omit<DoorOptions, 'keys'> = {}): Door {
  const ring = new KeyRing();
  ring.replace(keys);
  const door = new Door({ keys: ring, ...options });
  opened.push(door);
  return door;
}
const opened: Door[] = [];

/** Closes every door that the test opened. */
export async function closeDoors(): Promise<void> {
  await Promise.all(opened.splice(0).map((door) => door.close()));
}

/** The gateway back end at an address. */
export function gatewayAt(
  url: string,
  door = doorWith(),
  models: { completionModel?: string; chatModel?: string } = {},
): Backend {
  return required({ backend: 'gateway', gateway: { url, ...models } }, door);
}

/** The Mistral back end at an address, with a key for it unless a door is given. */
export function mistralAt(url: string, door = doorWith({ [new URL(url).origin]: 'mistral-key' })): Backend {
  return required({ backend: 'mistral', mistral: { url } }, door);
}

function required(settings: z.input<typeof settingsSchema>, door: Door): Backend {
  const { chat } = createServices(settingsSchema.parse(settings), door, new Knowledge()).current;
  if (chat === undefined) throw new Error('No back end for these settings.');
  return chat.replicas.first;
}

/** Waits until the last answer's end, which follows its last word by a moment, has come to the client. */
export async function answerOver(server: ModelServer): Promise<void> {
  assert.equal(await server.received.at(-1)?.cancelled, false);
  // Both ends are in this process: what the server has written is read in the next turns of its event loop.
  await delay(30);
}

/** What a generator gave and what it returned. */
export interface Collected<T, R> {
  readonly values: T[];
  readonly result: R;
}

/** Reads a generator to its end. */
export async function collect<T, R>(generator: AsyncGenerator<T, R>): Promise<Collected<T, R>> {
  const values: T[] = [];
  for (;;) {
    const next = await generator.next();
    if (next.done === true) return { values, result: next.value };
    values.push(next.value);
  }
}

/** Asks for ghost text and joins it. The first line of each text of the context is its name. */
export async function completed(
  backend: Backend,
  prefix = 'x <- ',
  suffix = '\ny',
  context: string[] = [],
  variant?: number,
): Promise<{ text: string; finish: string }> {
  const cleared = await clearCompletion(backend.destination, { prefix, suffix, context, ...(variant !== undefined && { variant }) });
  const { values, result } = await collect(backend.complete(cleared, new AbortController().signal));
  return { text: values.join(''), finish: result };
}

/** Asks for a chat answer and joins its text and its thoughts. */
export async function answered(
  backend: Backend,
  content = 'What is Rt?',
): Promise<{ text: string; thinking: string; finish: string }> {
  const cleared = await clearChat(backend.destination, [{ role: 'user', content }]);
  const { values, result } = await collect(backend.chat(cleared, new AbortController().signal));
  const of = (kind: string) =>
    values
      .filter((value) => value.kind === kind)
      .map(({ text }) => text)
      .join('');
  return { text: of('text'), thinking: of('thinking'), finish: result.finish };
}
