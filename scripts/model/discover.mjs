/** Where servers of language models listen by default, by their documentation. */
export const usualServers = [
  { name: 'Ollama', url: 'http://127.0.0.1:11434' },
  { name: 'llama.cpp', url: 'http://127.0.0.1:8080' },
  { name: 'LM Studio', url: 'http://127.0.0.1:1234' },
  { name: 'vLLM', url: 'http://127.0.0.1:8000' },
];

/** How long a server on this machine may take to list its models, in milliseconds. */
const patience = 700;

/**
 * Asks servers on this machine for their models.
 * @param {{ name: string, url: string }[]} [candidates]
 * @returns {Promise<{ name: string, url: string, models: string[] }[]>} those that answer as an OpenAI-compatible
 *   server does and have a model, in the order of the candidates.
 */
export async function discoverServers(candidates = usualServers) {
  const found = await Promise.all(
    candidates.map(async (server) => ({ ...server, models: await listModels(server.url) })),
  );
  return found.filter(({ models }) => models.length > 0);
}

/** @returns {Promise<string[]>} nothing where nobody listens, or something else than a server of models does. */
async function listModels(url) {
  try {
    const response = await fetch(`${url}/v1/models`, { redirect: 'error', signal: AbortSignal.timeout(patience) });
    if (!response.ok) return [];
    const { data } = await response.json();
    return Array.isArray(data) ? data.map(({ id }) => id).filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}
