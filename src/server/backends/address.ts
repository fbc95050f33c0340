/** The paths under which a server's interfaces lie, without a trailing slash. */
export interface BasePaths {
  /** Of the OpenAI-compatible interface: `/v1`, `/llm/v1`, `/api/v3`. */
  readonly api: string;
  /** Above it, where llama.cpp and Ollama have their own interfaces: empty, or `/llm`. */
  readonly root: string;
}

/**
 * The base paths that a configured address means. People copy it with and without `/v1`, with and without a slash
 * at the end, or as the address of one route; another version than `v1` is kept.
 * @param url an http(s) URL that has been checked.
 */
export function basePathsOf(url: URL): BasePaths {
  const path = url.pathname
    .replace(/\/+$/, '')
    .replace(/\/(chat\/completions|completions|fim\/completions|models)$/, '');
  const version = /\/v\d+[a-z0-9]*$/.exec(path)?.[0];
  if (version === undefined) return { api: `${path}/v1`, root: path };
  return { api: path, root: path.slice(0, -version.length) };
}
