import type { ServerResponse } from 'node:http';
import { delta, done, event, status, stream, text, type Received, type Respond, type StreamPart } from '../../support/modelServer.ts';

/** What a person reads of a trouble, in both languages: its cause and a way out. */
export interface Words {
  readonly en: RegExp;
  readonly fr: RegExp;
}

/** A way in which a server that speaks HTTP fails. */
export interface Trouble {
  readonly respond: Respond;
  readonly words: Words;
  /** What had come of the chat's answer and is kept. Left out: nothing. */
  readonly keeps?: string;
  /** Whether it shows only by waiting. */
  readonly waits?: true;
}

const json = { 'content-type': 'application/json' };

/** Answers a path in its own form, piece by piece, and then does something else. */
function after(pieces: readonly string[], then: (response: ServerResponse) => void): Respond {
  return async (response, request) => {
    await stream(pieces.map((piece) => partFor(request, piece)), 'open')(response, request);
    then(response);
  };
}

/** One piece of an answer in the form of the path that was asked. */
function partFor({ path }: Received, piece: string, finish: string | null = null): object {
  if (path === '/infill') return { content: piece, stop: finish !== null };
  if (path === '/api/generate') return { response: piece, done: finish !== null };
  return path === '/v1/completions' ? text(piece, finish) : delta(piece, finish);
}

/** A server that is well: `median(cases)` in two pieces, the accent of the first comment cut between two chunks. */
export const well: Respond = (response, request) => {
  const parts: StreamPart[] = [partFor(request, 'median('), partFor(request, 'cases)', 'stop'), done];
  return stream(parts)(response, request);
};

/** An answer whose letters are cut in the middle of their bytes, which is no trouble. */
export const cutLetters: Respond = async (response, request) => {
  const bytes = Buffer.from(event(partFor(request, 'é€😀', 'stop')) + done);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const byte of bytes) {
    response.write(Uint8Array.of(byte));
    await new Promise((resolve) => setImmediate(resolve));
  }
  response.end();
};

const open = (response: ServerResponse) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
};
const malformed: Words = { en: /cannot read.*address in the settings/, fr: /ne sait pas lire.*adresse/ };
const tooLate: Words = { en: /has not begun to answer.*try again later/, fr: /n’a pas commencé à répondre.*réessayez/ };
const silent: Words = { en: /in the middle of the answer.*Try again/, fr: /au milieu de la réponse.*Réessayez/ };

/** What servers that speak HTTP do to their clients. */
export const troubles: Readonly<Record<string, Trouble>> = {
  '401': {
    respond: status(401, { message: 'Unauthorized' }),
    words: { en: /does not accept the API key.*Set/, fr: /n’accepte pas la clé.*bonne/ },
  },
  '403': { respond: status(403, { detail: 'no' }), words: { en: /does not allow this.*Ask/, fr: /ne l’autorise pas.*Demandez/ } },
  '404': {
    respond: status(404, { error: { message: 'no such thing' } }),
    words: { en: /does not know the model.*Check/, fr: /ne connaît pas le modèle.*Vérifiez/ },
  },
  '413': { respond: status(413), words: { en: /too long.*Select less/, fr: /trop long.*Sélectionnez/ } },
  '422': {
    respond: status(422, { detail: [{ loc: ['body', 'x'], msg: 'extra' }] }),
    words: { en: /does not take this request \(422\).*model/, fr: /n’accepte pas cette requête \(422\).*modèle/ },
  },
  '429 with retry-after': {
    respond: status(429, { message: 'slow down' }, { 'retry-after': '1' }),
    words: { en: /no more requests.*Try again in a second\./, fr: /plus de requêtes.*Réessayez dans une seconde\./ },
  },
  '429 without retry-after': {
    respond: status(429, { message: 'slow down' }),
    words: { en: /no more requests.*minute/, fr: /plus de requêtes.*minute/ },
  },
  '500': {
    respond: status(500, { error: { message: 'CUDA out of memory' } }),
    words: { en: /internal error \(500\).*Try again/, fr: /erreur interne \(500\).*Réessayez/ },
  },
  '502 as a page': {
    respond: status(502, '<html><h1>Bad Gateway</h1></html>', { 'content-type': 'text/html' }),
    words: { en: /does not reach the model behind it.*Try again/, fr: /modèle.*Réessayez/ },
  },
  '503 while it loads the model': {
    respond: status(503, { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } }),
    words: { en: /loading the model.*Try again/, fr: /charge.*le modèle.*Réessayez/ },
  },
  'no headers': { respond: () => undefined, words: tooLate, waits: true },
  'no first token': { respond: open, words: tooLate, waits: true },
  'comments only': {
    respond: async (response) => {
      open(response);
      while (!response.destroyed) {
        response.write(': keep-alive\n\n');
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    words: tooLate,
    waits: true,
  },
  'a stall in the middle': { respond: after(['median('], () => undefined), words: silent, keeps: 'median(', waits: true },
  'a cut in the middle': {
    respond: after(['median('], (response) => response.destroy()),
    words: { en: /connection ended before the answer did/, fr: /connexion/ },
    keeps: 'median(',
  },
  'a closed connection': {
    respond: (response) => {
      response.destroy();
    },
    words: { en: /broke off before an answer came.*Try again/, fr: /interrompue avant.*Réessayez/ },
  },
  'broken JSON': {
    respond: after(['median('], (response) => response.end('data: {"choices":[{"delta"\n\ndata: [DONE]\n\n')),
    words: malformed,
    keeps: 'median(',
  },
  'a line without end': {
    respond: async (response) => {
      open(response);
      response.write('data: {"choices":[{"delta":{"content":"');
      const more = 'x'.repeat(256 * 1024);
      for (let sent = 0; sent < 6 * 1024 * 1024 && response.writable; sent += more.length) {
        response.write(more);
        await new Promise((resolve) => setImmediate(resolve));
      }
      response.destroy();
    },
    words: malformed,
  },
  'a page instead of an answer': {
    respond: status(200, '<html><h1>Sign in</h1></html>', { 'content-type': 'text/html' }),
    words: malformed,
  },
  'a redirect': {
    respond: status(307, '', { location: 'http://127.0.0.1:9/v1/chat/completions' }),
    words: { en: /points to .*127\.0\.0\.1:9.*enter it/, fr: /127\.0\.0\.1:9.*saisissez|indiquez/ },
  },
  'no choices': {
    respond: stream([{ id: '1', model: 'm', choices: [] }, { id: '1', model: 'm', choices: [] }, done]),
    words: { en: /empty answer.*Ask again/, fr: /réponse vide.*Reposez/ },
  },
  'an error in the stream': {
    respond: after(['median('], (response) => response.end('data: {"error":{"message":"CUDA out of memory","code":500}}\n\ndata: [DONE]\n\n')),
    words: { en: /internal error \(500\).*Try again/, fr: /erreur interne \(500\).*Réessayez/ },
    keeps: 'median(',
  },
  'an answer without end': {
    respond: async (response, request) => {
      open(response);
      while (!response.destroyed) {
        response.write(event(partFor(request, 'x')));
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    words: { en: /had no end after .*Ask for less/, fr: /pas de fin.*Demandez moins/ },
    keeps: 'x',
    waits: true,
  },
};

/** The list of models of a server that is well. */
export const list: Respond = (response) => {
  response.writeHead(200, json).end(JSON.stringify({ object: 'list', data: [{ id: 'm', object: 'model' }] }));
};
