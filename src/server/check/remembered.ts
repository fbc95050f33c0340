import * as l10n from '@vscode/l10n';
import type { RememberedOfServer } from '../../protocol/backEndReport.ts';
import type { ServerKnowledge } from '../backends/knowledge.ts';
import type { ModelUse } from '../backends/models.ts';
import { routeName } from './uses.ts';

/** What is known of a server in this session. @param now milliseconds since 1970 */
export function rememberedOf({ measured, models, routesByModel }: ServerKnowledge, now = Date.now()): RememberedOfServer {
  const at = (milliseconds: number): string => new Date(milliseconds).toISOString();
  const pace = (use: ModelUse) => {
    const known = measured.firstToken(use);
    return known && { firstTokenMs: Math.round(known.value), at: at(known.at) };
  };
  const { cancellation } = measured;
  const [completion, chat] = [pace('completion'), pace('chat')];
  return {
    ...(completion && { completion }),
    ...(chat && { chat }),
    ...(cancellation && { cancellation: { verdict: cancellation.value, at: at(cancellation.at) } }),
    ...(models.age !== undefined && { models: { at: at(now - models.age) } }),
    routes: routesByModel.map(({ model, route, age }) => ({ model, route, at: at(now - age) })),
  };
}

/** The same in sentences, in the session's language; what is not known is said too. */
export function rememberedSentences({ completion, chat, cancellation, models, routes }: RememberedOfServer): string[] {
  return [
    completion === undefined
      ? l10n.t('How soon ghost text begins in ordinary use is not known yet.')
      : l10n.t('In ordinary use ghost text begins after some {0} ms (last seen on {1} UTC).', completion.firstTokenMs, moment(completion.at)),
    chat === undefined
      ? l10n.t('How soon answers in the chat begin in ordinary use is not known yet.')
      : l10n.t('In ordinary use answers in the chat begin after some {0} ms (last seen on {1} UTC).', chat.firstTokenMs, moment(chat.at)),
    cancellationSentence(cancellation),
    ...routes.map(({ model, route, at }) => l10n.t('Ghost text of the model {0} is asked for by {1} (since {2} UTC, for half an hour).', model, routeName(route), moment(at))),
    ...(models === undefined ? [] : [l10n.t('The list of models is that of {0} UTC; after half an hour it is asked for again.', moment(models.at))]),
  ];
}

function cancellationSentence(known: RememberedOfServer['cancellation']): string {
  if (known === undefined) return l10n.t('Whether the model is free once a request is left is not known.');
  return known.verdict === 'frees'
    ? l10n.t('The model is free once a request is left (found on {0} UTC, believed for a week).', moment(known.at))
    : l10n.t('The model writes on after a request was left (found on {0} UTC, believed for a week), so it is not asked ahead of your typing unless the settings say so.', moment(known.at));
}

/** Date and time to the minute, as people in both languages read it. */
function moment(at: string): string {
  return at.slice(0, 16).replace('T', ' ');
}
