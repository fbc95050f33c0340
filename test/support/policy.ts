import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { settingsSchema } from '../../src/protocol/settings.ts';
import type { Audit, Trace } from '../../src/server/policy/audit/trace.ts';
import { ownWords } from '../../src/server/chat/prompts.ts';
import { noKinship, type KinshipIndex } from '../../src/server/policy/byKinship.ts';
import { Decider } from '../../src/server/policy/decision.ts';
import { destinationOf } from '../../src/server/policy/destination.ts';
import { Gate } from '../../src/server/policy/gate.ts';
import { Labeller } from '../../src/server/policy/labeller.ts';
import type { Reading } from '../../src/server/policy/reading.ts';
import type { ChatDraft, Part, Purpose } from '../../src/server/policy/request.ts';
import { Workspace } from '../../src/server/policy/workspace.ts';
import type { Origin } from '../../src/protocol/origin.ts';

/** Cleared for `internal`. */
export const mistral = destinationOf(settingsSchema.parse({ backend: 'mistral' }));

/** Cleared for `sensitive`. */
export const localGateway = destinationOf(
  settingsSchema.parse({ backend: 'gateway', gateway: { url: 'http://127.0.0.1:8080/v1' } }),
);

/** Keeps traces in memory; throws what it is told to. */
export class MemoryAudit implements Audit {
  readonly file = '/audit.jsonl';
  readonly traces: Trace[] = [];
  failure: Error | undefined;

  expect(): void {
    // Nothing needs to be made ready.
  }

  keep(trace: Trace): Promise<void> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    this.traces.push(trace);
    return Promise.resolve();
  }
}

/** What a test wants of a policy. `buffers` are documents as an editor holds them, by URI. */
export interface PolicyWish {
  readonly trusted?: boolean;
  readonly buffers?: Readonly<Record<string, string>>;
  readonly kinship?: KinshipIndex;
  readonly reading?: Reading;
  /** The beginning of a file that is not open. */
  readonly readHead?: (path: string) => string;
}

/** The real policy over one folder. */
export function policyOver(
  folder: string,
  { trusted = true, buffers = {}, kinship = noKinship, reading = noKinship, readHead }: PolicyWish = {},
) {
  const workspace = new Workspace([{ path: folder, name: basename(folder) }], trusted);
  const labeller = new Labeller({
    readHeads: (uri, path) => Promise.resolve([buffers[uri] ?? (path === undefined ? '' : (readHead?.(path) ?? ''))]),
    ownWords,
    sources: [],
    kinship,
  });
  const audit = new MemoryAudit();
  return { workspace, labeller, audit, gate: new Gate(new Decider(workspace, labeller, reading), audit) };
}

export function documentAt(path: string): Origin & { kind: 'document' } {
  return { kind: 'document', uri: pathToFileURL(path).href };
}

export function part(text: string, origin: Origin = { kind: 'chat' }, purpose: Purpose = 'subject'): Part {
  return { text, origin, purpose };
}

/** A chat of one message with these parts. */
export function chatOf(...parts: Part[]): ChatDraft {
  return { kind: 'chat', messages: [{ role: 'user', parts }], maxTokens: 10 };
}
