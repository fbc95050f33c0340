import type { Label } from '../../protocol/label.ts';
import type { Trace } from './audit/trace.ts';
import type { Decision } from './decision.ts';
import { partsOf, type Draft } from './request.ts';

/** What the audit log is to keep of a decision. */
export function traceOf<D extends Draft>(draft: D, decision: Decision<D>): Trace {
  const { destination, judged } = decision;
  const parts = partsOf(draft);
  const documents = parts.flatMap(({ origin }) =>
    (origin.kind === 'answer' ? origin.sources : [origin]).flatMap((source) =>
      source.kind === 'document' || source.kind === 'schema' || source.kind === 'outline' ? [source.uri] : [],
    ),
  );
  const findings = decision.kind === 'refuse' ? decision.refusal.findings : [...judged.values()].flatMap((each) => each.findings);
  return {
    request: draft.kind,
    backend: destination.backend,
    destination: destination.origin,
    clearance: destination.clearance,
    verdict: decision.kind === 'send' && decision.placeholders.length > 0 ? 'redact' : decision.kind,
    label: decision.kind === 'refuse' ? decision.refusal.label : decision.label,
    labels: counted<Label>([...judged.values()].map(({ label }) => label)),
    origins: [...new Set(parts.map(({ origin }) => origin.kind))],
    redacted: decision.kind === 'refuse' ? {} : counted(decision.placeholders.map(({ rule }) => rule)),
    rules: [...new Set(findings.map(({ rule }) => rule))],
    characters: parts.reduce((sum, { text }) => sum + text.length, 0),
    withheld: decision.kind === 'refuse' ? 0 : decision.withheld.length,
    documents: [...new Set(documents)],
  };
}

/** How often each word occurs. */
function counted<T extends string>(words: readonly T[]): Partial<Record<T, number>> {
  const counts: Partial<Record<T, number>> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
