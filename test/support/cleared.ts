import { noKinship } from '../../src/server/policy/byKinship.ts';
import { Decider } from '../../src/server/policy/decision.ts';
import type { Audit } from '../../src/server/policy/audit/trace.ts';
import type { Destination } from '../../src/server/policy/destination.ts';
import { Gate, type Cleared } from '../../src/server/policy/gate.ts';
import { Labeller } from '../../src/server/policy/labeller.ts';
import type { ChatRequest, CompletionRequest, Draft, Part, RequestOf } from '../../src/server/policy/request.ts';
import { Workspace } from '../../src/server/policy/workspace.ts';

/** An audit log that keeps nothing: for tests that are not about traces. */
const noAudit: Audit = { file: '', expect: () => undefined, keep: () => Promise.resolve() };

const labeller = new Labeller({
  readHeads: () => Promise.resolve([]),
  ownWords: new Set(),
  sources: [],
  kinship: noKinship,
});
const gate = new Gate(new Decider(new Workspace([], true), labeller, noKinship), noAudit);

const part = (text: string): Part => ({ text, origin: { kind: 'chat' }, purpose: 'subject' });

/** A completion request that the real gate has cleared. The first line of each text of the context is its name. */
export function clearCompletion(
  destination: Destination,
  {
    prefix,
    suffix = '',
    maxTokens = 64,
    stop = [],
    context = [],
    language = 'r',
    variant,
  }: {
    prefix: string;
    suffix?: string;
    maxTokens?: number;
    stop?: string[];
    context?: string[];
    language?: string;
    variant?: number;
  },
): Promise<Cleared<CompletionRequest>> {
  const parts = { context: context.map(part), prefix: [part(prefix)], suffix: [part(suffix)] };
  return clear({ kind: 'completion', ...parts, language, maxTokens, stop, ...(variant !== undefined && { variant }) }, destination);
}

/** A chat request that the real gate has cleared. */
export function clearChat(
  destination: Destination,
  messages: readonly { role: 'system' | 'user' | 'assistant'; content: string }[],
  maxTokens = 256,
): Promise<Cleared<ChatRequest>> {
  const drafted = messages.map(({ role, content }) => ({ role, parts: [part(content)] }));
  return clear({ kind: 'chat', messages: drafted, maxTokens }, destination);
}

async function clear<D extends Draft>(draft: D, destination: Destination): Promise<Cleared<RequestOf<D>>> {
  const verdict = await gate.judge(draft, destination);
  if (verdict.kind === 'refuse') throw new Error(verdict.refusal.message);
  return verdict.cleared;
}
