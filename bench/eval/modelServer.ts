import { modelNamed } from '../../src/server/backends/modelList.ts';
import { choose } from '../../src/server/backends/models.ts';
import { charactersPerToken } from '../../src/server/completion/defaults.ts';

/** The model that Vigie would ask for ghost text, by the server's list. */
export async function modelOf(url: string): Promise<string> {
  const response = await fetch(`${url}/v1/models`);
  if (!response.ok) throw new Error(`${url} does not list its models: it answers ${response.status}.`);
  const { data } = (await response.json()) as { data: { id: string }[] };
  const model = choose(data.map(({ id }) => modelNamed(id)), 'completion');
  if (model === undefined) throw new Error(`${url} has no model that writes text.`);
  return model;
}

/**
 * What has llama.cpp's server answer the same to the same prompt: without it, what it has read before in other batches
 * gives other sums, and a small model another line, in one place of four. Nothing for other servers.
 */
export async function steadinessOf(counter: TokenCounter): Promise<object> {
  return (await counter.isExact()) ? { cache_prompt: false } : {};
}

/** Counts the tokens of a text as llama.cpp's server does; another server's are estimated. */
export class TokenCounter {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** Whether the server counts. */
  async isExact(): Promise<boolean> {
    return (await this.#ask('x')) !== undefined;
  }

  async count(content: string): Promise<number> {
    return content === '' ? 0 : ((await this.#ask(content)) ?? Math.round(content.length / charactersPerToken));
  }

  async #ask(content: string): Promise<number | undefined> {
    const response = await fetch(`${this.#url}/tokenize`, { method: 'POST', body: JSON.stringify({ content }) });
    if (response.ok) return ((await response.json()) as { tokens: unknown[] }).tokens.length;
    await response.body?.cancel();
    return undefined;
  }
}
