import type { BackEndFacts, BackEndReport } from '../../protocol/backEndReport.ts';
import { adviceFor } from './advice.ts';
import { usesOf } from './uses.ts';

/** What was found out, with what follows from it for Vigie and for whoever runs the server. */
export function judged(facts: BackEndFacts): BackEndReport {
  const ok = facts.roles.every((role) => facts[role].works);
  return { version: 1, ok, ...facts, uses: usesOf(facts), advice: adviceFor(facts) };
}
