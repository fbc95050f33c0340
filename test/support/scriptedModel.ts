import { createServer } from 'node:http';
import { delta, done, ModelServer, models, stream, text, type Respond, type StreamEnding, type StreamPart } from './modelServer.ts';

/** What the model says. */
export interface Script {
  /** The pieces of what the model thinks before a chat answer. */
  readonly thinking?: readonly string[];
  /** The pieces of a chat answer. */
  readonly chat?: readonly string[];
  /** The pieces of a completion. */
  readonly completion?: readonly string[];
  /** The pieces of others, each for the request with its place, from 1, as the seed. */
  readonly variants?: readonly (readonly string[])[];
  /** The last piece waits for it. */
  readonly held?: Promise<unknown>;
  /** Milliseconds after each piece. */
  readonly gap?: number;
  /** `open` sends the pieces and never ends. */
  readonly ending?: StreamEnding;
}

/**
 * A model service that says what it was told to say. It speaks the OpenAI-compatible routes and Mistral's, whose
 * streams have the same form.
 */
export class ScriptedModel extends ModelServer {
  script: Script = {};

  /** Starts a service with a model called `scripted`. */
  static async saying(script: Script = {}): Promise<ScriptedModel> {
    const model = new ScriptedModel((listener) => createServer(listener));
    model.script = script;
    const chat = model.#says(({ chat = [] }) => chat, delta);
    const completion = ({ completion = [], variants = [] }: Script, body: string): readonly string[] => {
      const seed = /"(?:random_)?seed":(\d+)/.exec(body)?.[1];
      return (seed === undefined ? undefined : variants[Number(seed) - 1]) ?? completion;
    };
    model.routes = {
      '/v1/models': models('scripted'),
      '/v1/chat/completions': chat,
      '/v1/completions': model.#says(completion, text),
      '/v1/fim/completions': model.#says(completion, delta),
    };
    await model.listen();
    return model;
  }

  #says(
    piecesOf: (script: Script, body: string) => readonly string[],
    eventOf: (piece: string, finish?: string | null) => object,
  ): Respond {
    return (response, request) => {
      const { ending = 'end', gap = 5, held } = this.script;
      const thoughts = eventOf === delta ? (this.script.thinking ?? []) : [];
      const pieces = [
        ...thoughts.map((thought) => delta(null, null, { reasoning_content: thought })),
        ...piecesOf(this.script, request.body).map((piece) => eventOf(piece)),
      ];
      const parts = ending === 'end' ? [...pieces, eventOf('', 'stop'), done] : pieces;
      return stream(paced(parts, pieces.length - 1, held), ending, { gap })(response, request);
    };
  }
}

async function* paced(parts: readonly StreamPart[], last: number, held: Promise<unknown> | undefined): AsyncGenerator<StreamPart> {
  for (const [index, part] of parts.entries()) {
    if (index === last) await held;
    yield part;
  }
}
