import type { BackendFault } from '../../../src/server/backends/backend.ts';
import { status, type ModelServer, type Received, type Respond } from '../modelServer.ts';

/** A kind of server in the forms in which it answers, and what Vigie is to make of it. */
export interface Dialect {
  readonly name: string;
  /** What the forms are taken from: a server that was run, its source, or its documentation. */
  readonly from: string;
  readonly routes: ModelServer['routes'];
  /** The answer to any path that the server does not have. */
  readonly missing: Respond;
  readonly expected: {
    /** The ids of the models, with what each can be asked for. */
    readonly models: Readonly<Record<string, 'both' | 'chat' | 'completion' | 'neither'>>;
    readonly chat: { readonly text: string; readonly thinking: string };
    readonly usage: { readonly promptTokens: number; readonly completionTokens: number } | undefined;
    /** The ghost text, the route that it comes by, and all paths that are asked for the first one. */
    readonly completion: { readonly text: string; readonly paths: readonly string[] };
    /** Refusals in the server's own forms. */
    readonly refusals: readonly { readonly respond: Respond; readonly fault: BackendFault; readonly retryAfter?: number }[];
  };
}

/** The body of a request, as JSON. */
export function bodyOf(request: Received): Record<string, unknown> {
  return JSON.parse(request.body) as Record<string, unknown>;
}

/** Answers one way or the other, by what was asked. */
export function either(which: (body: Record<string, unknown>) => Respond): Respond {
  return (response, request) => which(bodyOf(request))(response, request);
}

/** Whether a request wishes the tokens to be counted at the end of the stream. */
export function counts(body: Record<string, unknown>): boolean {
  const { stream_options: options } = body as { stream_options?: { include_usage?: boolean } };
  return options?.include_usage === true;
}

/** What FastAPI answers where it has no route. */
export const fastApiMissing = status(404, { detail: 'Not Found' });
