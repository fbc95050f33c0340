import type { BackEndFacts } from '../../protocol/backEndReport.ts';
import type { BasePaths } from '../backends/address.ts';
import { BackendError } from '../backends/backend.ts';
import { malformed } from '../backends/refusals.ts';
import { completionRoutes, routesOf, type CompletionPiece } from '../backends/routes.ts';
import type { CompletionRequest } from '../policy/request.ts';
import type { Asker } from './asker.ts';
import { readChat, speedOf } from './pieces.ts';

type Completion = BackEndFacts['completion'];
type Tried = Completion['tried'][number];

/** How many tokens are asked for: what a suggestion of a few lines has. */
const tokens = 64;

/**
 * Asks for ghost text by every way that Vigie knows, until one works.
 * @param owners who the server says that its models are owned by, which leaves some ways out.
 * @throws the signal's reason after an abort.
 */
export async function checkCompletion(asker: Asker, paths: BasePaths, model: string, owners: ReadonlySet<string>): Promise<Completion> {
  const tried: Tried[] = [];
  for (const { name, path } of waysOf(asker, paths, model, owners)) {
    try {
      const { times, texts } = await (name === 'mistral' ? fim(asker, path, model) : route(asker, paths, model, name, path));
      if (texts === 0) throw malformed(asker.destination.origin);
      return { works: true, model, route: name, ...speedOf(times), tried: [...tried, { route: name, works: true }] };
    } catch (error) {
      if (!(error instanceof BackendError)) throw error;
      tried.push({ route: name, works: false, message: error.message });
    }
  }
  const message = tried.at(-1)?.message;
  return { works: false, model, ...(message !== undefined && { message }), tried };
}

/** A request whose texts do not matter: only the names and paths of its routes are read. */
const anyRequest: CompletionRequest = { kind: 'completion', context: [], prefix: 'x', suffix: 'y', language: 'r', maxTokens: 1, stop: [] };

function waysOf(asker: Asker, paths: BasePaths, model: string, owners: ReadonlySet<string>): { name: Tried['route']; path: string }[] {
  if (asker.destination.backend === 'mistral') return [{ name: 'mistral', path: `${paths.api}/fim/completions` }];
  return routesOf(owners, completionRoutes(model, anyRequest, paths)).map(({ name, path }) => ({ name, path }));
}

/** When text came, and how many events there were that are of the route's form. */
interface Seen {
  readonly times: readonly number[];
  readonly texts: number;
}

async function route(asker: Asker, paths: BasePaths, model: string, name: Tried['route'], path: string): Promise<Seen> {
  const times: number[] = [];
  let texts = 0;
  let read: ((event: unknown) => CompletionPiece | undefined) | undefined;
  const events = asker.complete(model, path, tokens, (request) => {
    const found = completionRoutes(model, request, paths).find((each) => each.name === name);
    read = found?.read;
    return found?.body ?? {};
  });
  for await (const { event, at } of events) {
    const piece = read?.(event);
    if (piece === undefined) throw malformed(asker.destination.origin);
    texts += 1;
    if (piece.text !== '') times.push(at);
    if (piece.finish !== undefined) break;
  }
  return { times, texts };
}

/** By Mistral's own route, whose events have the form of a chat answer's. */
async function fim(asker: Asker, path: string, model: string): Promise<Seen> {
  const events = asker.complete(model, path, tokens, ({ prefix, suffix, maxTokens }) => ({
    model,
    prompt: prefix,
    suffix,
    max_tokens: maxTokens,
    temperature: 0,
    stream: true,
  }));
  const seen = await readChat(events);
  if (seen === undefined) throw malformed(asker.destination.origin);
  return { times: seen.times, texts: Math.max(1, seen.times.length) };
}
