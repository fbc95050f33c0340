import * as l10n from '@vscode/l10n';
import type { CancellationToken, Connection } from 'vscode-languageserver/node';
import type { CheckBackEndResult } from '../../protocol/backEndReport.ts';
import { checkBackEndRequest } from '../../protocol/messages.ts';
import type { Settings } from '../../protocol/settings.ts';
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
  /** What is known of servers; it is added to. */
  readonly knowledge: Knowledge;
  readonly settings: () => Settings;
}

/** Answers the request `vigie/checkBackEnd`: asks each server that the settings name, one after another. */
export function registerCheckBackEnd(connection: Connection, { door, gate, workspace, knowledge, settings }: CheckWorld): void {
  connection.onRequest(checkBackEndRequest, async (token: CancellationToken): Promise<CheckBackEndResult> => {
    const signal = signalOf(token);
    const reports = [];
    for (const target of targetsOf(settings())) {
      const destination = (await workspace.now()).policy.cleared(target.destination);
      const facts = await checkBackEnd({ ...target, destination }, { door, gate, signal });
      const known = knowledge.of(target.url.href);
      // Without times nothing was measured.
      if (facts.cancellation.beforeMs !== undefined) known.measured.noteCancellation(facts.cancellation.verdict);
      reports.push(judged(facts, rememberedOf(known)));
    }
    const text = reports.length === 0 ? nowhere() : allMarkdown(reports);
    return { reports, text };
  });
}

function nowhere(): string {
  return l10n.t('No language model is set up yet. Enter the address of your institution’s gateway in the setting “vigie.gateway.url”, or choose the Mistral API and set a key.');
}
