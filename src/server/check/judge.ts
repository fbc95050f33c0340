import type { BackEndFacts, BackEndReport, RememberedOfServer } from '../../protocol/backEndReport.ts';
import { adviceFor } from './advice.ts';
import { usesOf } from './uses.ts';

/**
 * What was found out, with what follows from it for Vigie and for whoever runs the server.
 * @param remembered what the session knew of the server already, if there is one.
 */
export function judged(facts: BackEndFacts, remembered?: RememberedOfServer): BackEndReport {
  const ok = facts.roles.every((role) => facts[role].works);
  return { version: 1, ok, ...facts, ...(remembered && { remembered }), uses: usesOf(facts), advice: adviceFor(facts) };
}
