import { settingsSchema } from '../../protocol/settings.ts';
import { checkWords } from '../../server/check/words.ts';
import { AuditLog } from '../../server/policy/audit/log.ts';
import { noKinship } from '../../server/policy/byKinship.ts';
import { Decider } from '../../server/policy/decision.ts';
import type { Destination } from '../../server/policy/destination.ts';
import { Gate } from '../../server/policy/gate.ts';
import { Labeller } from '../../server/policy/labeller.ts';
import { organisationFile, userFile, type Machine } from '../../server/policy/rules/places.ts';
import { Workspace } from '../../server/policy/workspace.ts';

/** The gate of a run, with the rules of this machine and without a workspace. */
export interface OpenGate {
  readonly gate: Gate;
  /** A destination with the clearance that the rules leave it. */
  readonly cleared: (destination: Destination) => Destination;
  readonly close: () => Promise<void>;
}

/** Opens the gate for Vigie's own texts. @param storage the folder for the audit log */
export async function openGate(machine: Machine, storage: string): Promise<OpenGate> {
  const workspace = new Workspace([], true, { organisation: organisationFile(machine), user: userFile(machine) });
  const { policy } = await workspace.now();
  const labeller = new Labeller({ readHeads: () => Promise.resolve([]), ownWords: checkWords, sources: [], kinship: noKinship });
  const { retentionMonths } = settingsSchema.parse({}).audit;
  const audit = new AuditLog({ storage, retentionMonths: () => retentionMonths });
  return {
    gate: new Gate(new Decider(workspace, labeller, noKinship), audit),
    cleared: (destination) => policy.cleared(destination),
    close: () => audit.close(),
  };
}
