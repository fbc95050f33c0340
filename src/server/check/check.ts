import type { BackEndFacts } from '../../protocol/backEndReport.ts';
import { basePathsOf, type BasePaths } from '../backends/address.ts';
import { BackendError, type ModelInfo } from '../backends/backend.ts';
import { modelListIn, type ModelList } from '../backends/modelList.ts';
import { choose, runsElsewhere, type ModelUse } from '../backends/models.ts';
import { malformed, refusalIn } from '../backends/refusals.ts';
import type { Door } from '../net/door.ts';
import type { Gate } from '../policy/gate.ts';
import { Asker } from './asker.ts';
import { measureCancellation } from './cancellation.ts';
import { checkCompletion } from './completion.ts';
import { readChat, speedOf } from './pieces.ts';
import { contextsIn, runningAt, softwareOf } from './software.ts';
import type { Target } from './target.ts';
import { paceTask } from './words.ts';

/** What a check is about to do, for whoever waits. */
export type Step = 'models' | 'chat' | 'completion' | 'cancellation';

/** What a check asks with. */
export interface CheckWorld {
  readonly door: Door;
  readonly gate: Gate;
  readonly signal: AbortSignal;
  readonly onStep?: (step: Step) => void;
}

/** How many tokens the answer has that the pace is told by. */
const paceTokens = 120;

/** How many long requests a server is asked to bear at once; a paid one bears one. */
const loads = { gateway: [1, 6], mistral: [1] } as const;

/**
 * Asks a server all that Vigie will ask of it, with Vigie's own texts.
 * @returns what was found; what failed says why in a sentence.
 * @throws the signal's reason after an abort.
 */
export async function checkBackEnd(target: Target, { door, gate, signal, onStep = () => undefined }: CheckWorld): Promise<BackEndFacts> {
  const { destination } = target;
  const asker = new Asker({ destination, door, gate, signal });
  const paths = basePathsOf(target.url);
  onStep('models');
  const listed = await listModels(asker, paths);
  const facts: BackEndFacts = {
    backend: destination.backend,
    url: target.url.href,
    roles: [...target.roles],
    checkedAt: new Date().toISOString(),
    onThisMachine: destination.onThisMachine,
    hasKey: asker.hasKey,
    server: { kind: 'other' },
    models: listed.facts,
    chat: { works: false, streams: false, reasoning: 'none', usage: false },
    completion: { works: false, tried: [] },
    cancellation: { verdict: 'unknown', load: 0 },
    parallel: 'unknown',
  };
  // A server that cannot be spoken to has nothing more to tell.
  if (!listed.reached) return facts;
  const server = await softwareOf(asker, paths, listed.contextTokens);
  const chatModel = modelFor(target, listed.models, 'chat');
  const completionModel = modelFor(target, listed.models, 'completion');
  onStep('chat');
  const chat = chatModel === undefined ? facts.chat : await checkChat(asker, paths, chatModel);
  onStep('completion');
  const completion = completionModel === undefined ? facts.completion : await checkCompletion(asker, paths, completionModel, listed.owners);
  const found = { ...facts, server, chat, completion };
  if (!chat.works || chatModel === undefined) return found;
  onStep('cancellation');
  try {
    const ask = { model: chatModel, path: `${paths.api}/chat/completions` };
    const running = () => runningAt(asker, paths, server.kind);
    return { ...found, ...(await measureCancellation({ asker, ask, running, loads: loads[destination.backend] })) };
  } catch (error) {
    // That it took no more requests is no finding about cancellation.
    if (!(error instanceof BackendError)) throw error;
    return found;
  }
}

/** @returns undefined where the server has none, or is not asked for that. */
function modelFor({ models, destination, roles }: Target, listed: readonly ModelInfo[], use: ModelUse): string | undefined {
  if (!roles.includes(use)) return undefined;
  if (models[use] !== '') return models[use];
  return choose(destination.onThisMachine ? listed.filter(({ id }) => !runsElsewhere.test(id)) : listed, use);
}

/** What a server's list of models said. */
interface Listed {
  readonly facts: BackEndFacts['models'];
  readonly models: readonly ModelInfo[];
  readonly owners: ReadonlySet<string>;
  /** Whether something answers there that may be asked more. */
  readonly reached: boolean;
  /** How long a text may be, in tokens, where the list tells. */
  readonly contextTokens: number | undefined;
}

const nothing = { models: [], owners: new Set<string>(), contextTokens: undefined } as const;

async function listModels(asker: Asker, { api }: BasePaths): Promise<Listed> {
  const message = await asker.refusal();
  if (message !== undefined) return { facts: { works: false, ids: [], message }, ...nothing, reached: false };
  let reached = false;
  try {
    const answer = await asker.get(`${api}/models`);
    if (answer.status !== 200) {
      reached = [404, 405, 501].includes(answer.status);
      throw await refusalIn(answer, asker.contextOf(''));
    }
    const body = await answer.text();
    const { models, owners } = modelsIn(body, asker.destination.origin);
    return { facts: { works: true, ids: models.map(({ id }) => id) }, models, owners, reached: true, contextTokens: contextsIn(body)[0] };
  } catch (error) {
    if (!(error instanceof BackendError)) throw error;
    return { facts: { works: false, ids: [], message: error.message }, ...nothing, reached };
  }
}

function modelsIn(body: string, origin: string): ModelList {
  try {
    return modelListIn(body);
  } catch (error) {
    throw malformed(origin, error);
  }
}

async function checkChat(asker: Asker, paths: BasePaths, model: string): Promise<BackEndFacts['chat']> {
  const silent = { model, streams: false, reasoning: 'none', usage: false } as const;
  const ask = { model, path: `${paths.api}/chat/completions`, task: paceTask, maxTokens: paceTokens };
  const read = (asksUsage: boolean) => readChat(asker.chat({ ...ask, asksUsage }));
  try {
    // Servers that do not know the question for token counts refuse it; Mistral's tells them unasked.
    const seen =
      asker.destination.backend === 'mistral'
        ? await read(false)
        : await read(true).catch((error: unknown) => {
            if (error instanceof BackendError && error.fault === 'unsupported') return read(false);
            throw error;
          });
    if (seen === undefined || seen.times.length === 0) throw malformed(asker.destination.origin);
    const { times, tokens, reasoning } = seen;
    return { works: true, model, ...speedOf(times, tokens), streams: times.length > 1, reasoning, usage: tokens !== undefined };
  } catch (error) {
    if (!(error instanceof BackendError)) throw error;
    return { ...silent, works: false, message: error.message };
  }
}
