import { basePathsOf } from '../../src/server/backends/address.ts';
import { completionRoutes, type CompletionRoute } from '../../src/server/backends/routes.ts';
import { defaults } from '../../src/server/completion/defaults.ts';
import type { Question } from './questions.ts';

/**
 * Asks the model with what stands before the cursor and behind it, on the route that Vigie would take, and nothing
 * else: no context, no post-processing, up to the end of the line.
 */
export class BarePrompt {
  readonly #url: string;
  readonly #model: string;
  #route: CompletionRoute['name'] | undefined;

  /** @param url the server's address, without a path */
  constructor(url: string, model: string) {
    this.#url = url;
    this.#model = model;
  }

  async ask({ before, after, file }: Question): Promise<string> {
    const request = { kind: 'completion', context: [], prefix: before, suffix: after, language: file.languageId, maxTokens: defaults.lineTokens, stop: ['\n'] } as const;
    const routes = completionRoutes(this.#model, request, basePathsOf(new URL(this.#url)));
    for (const { name, path, body, read } of routes.filter(({ name }) => this.#route === undefined || name === this.#route)) {
      const response = await fetch(this.#url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...body, stream: false }),
      });
      if (!response.ok) {
        await response.body?.cancel();
        continue;
      }
      const piece = read(await response.json());
      if (piece === undefined) continue;
      this.#route = name;
      return piece.text;
    }
    throw new Error(`${this.#url} answers no request for a completion.`);
  }
}
