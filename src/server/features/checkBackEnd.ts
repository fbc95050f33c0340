import type { CancellationToken, Connection } from 'vscode-languageserver/node';
import { checkBackEndParamsSchema, type CheckBackEndResult } from '../../protocol/backEndReport.ts';
import { checkBackEndRequest } from '../../protocol/messages.ts';
import type { Settings } from '../../protocol/settings.ts';
import type { BackEnd } from '../backEnd.ts';
import { unconfigured } from '../backEndTroubles.ts';
import { BackendError } from '../backends/backend.ts';
import type { Knowledge } from '../backends/knowledge.ts';
import { checkBackEnd } from '../check/check.ts';
import { judged } from '../check/judge.ts';
import { rememberedOf } from '../check/remembered.ts';
import { allMarkdown } from '../check/report.ts';
import { targetsOf } from '../check/target.ts';
import type { Door } from '../net/door.ts';
import type { Gate } from '../policy/gate.ts';
import type { Workspace } from '../policy/workspace.ts';
import { signalOf } from './abort.ts';

/** What a check of the back end needs of the session. */
export interface CheckWorld {
  readonly door: Door;
  readonly gate: Gate;
  readonly workspace: Workspace;
  readonly backEnd: Pick<BackEnd, 'replicas'>;
  /** What is known of servers; it is added to. */
  readonly knowledge: Knowledge;
  readonly settings: () => Settings;
}

/** Answers the request `vigie/checkBackEnd`: asks each server that is meant, one after another. */
export function registerCheckBackEnd(connection: Connection, world: CheckWorld): void {
  const { door, gate, workspace, backEnd, knowledge, settings } = world;
  // A request without parameters comes as its token alone.
  connection.onRequest(checkBackEndRequest, async (...values: unknown[]): Promise<CheckBackEndResult> => {
    const { service } = checkBackEndParamsSchema.parse(values.length > 1 ? (values[0] ?? {}) : {});
    // A place may be there for ghost text alone.
    const gone = service && troubleOf(() => backEnd.replicas('completion', service)) && troubleOf(() => backEnd.replicas('chat', service));
    if (gone !== undefined) return { reports: [], text: gone };
    const signal = signalOf(values.at(-1) as CancellationToken);
    const reports = [];
    for (const target of targetsOf(settings(), service)) {
      const destination = (await workspace.now()).policy.cleared(target.destination);
      const facts = await checkBackEnd({ ...target, destination }, { door, gate, signal });
      const known = knowledge.of(target.url.href);
      // Without times nothing was measured.
      if (facts.cancellation.beforeMs !== undefined) known.measured.noteCancellation(facts.cancellation.verdict);
      reports.push(judged(facts, rememberedOf(known)));
    }
    const text = reports.length === 0 ? unconfigured().message : allMarkdown(reports);
    return { reports, text };
  });
}

/** Why a place is not to be had, if so, in a sentence. */
function troubleOf(find: () => unknown): string | undefined {
  try {
    find();
    return undefined;
  } catch (error) {
    if (!(error instanceof BackendError)) throw error;
    return error.message;
  }
}
