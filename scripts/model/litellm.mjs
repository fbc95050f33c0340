import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { cache, root } from '../folders.mjs';
import { startService } from '../service.mjs';
import { t } from '../terminal.mjs';
import { installPackages } from './packages.mjs';

/** The proxy and what it needs, 740 MB on disk. */
const litellm = { folder: join(cache, 'litellm'), requirements: join(root, 'tools', 'model', 'litellm.txt'), pip: ['--no-deps'] };

/** How long the proxy may take to start, in milliseconds; 7 s on two cores. */
const startLimit = 120_000;

/** The key that the proxy asks for: invented, and of use nowhere else. */
const key = 'sk-invented-for-this-machine';

/**
 * Installs the LiteLLM proxy, where that has not been done, and starts it on 127.0.0.1 before a server of models.
 * @param {{ url: string, model: string }} behind
 * @param {(how: string) => void} [progress] Told what is being fetched.
 * @returns {Promise<{ url: string, key: string, stop: () => Promise<void> }>} once it answers.
 * @throws where it cannot be installed or does not start; the message says why.
 */
export async function startLiteLlm({ url, model }, progress) {
  const installed = await installPackages(litellm, progress);
  if (!installed.ok) throw new Error(installed.reason);
  const { python } = installed;
  const config = join(litellm.folder, 'config.yaml');
  const upstream = { api_base: `${url}/v1`, api_key: 'none' };
  writeFileSync(config, JSON.stringify(configFor(model, upstream), null, 2));
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  // The environment's own program has the name of the package.
  const program = join(dirname(python.command), process.platform === 'win32' ? 'litellm.exe' : 'litellm');
  const env = { ...process.env, ...python.env, LITELLM_LOCAL_MODEL_COST_MAP: 'True', PYTHONUNBUFFERED: '1' };
  const { stop } = await startService(program, ['--config', config, '--host', '127.0.0.1', '--port', String(port)], {
    env,
    ready: (output) => (/Uvicorn running on|Application startup complete/.test(output) ? true : undefined),
    limit: startLimit,
    failure: (output) => t('The LiteLLM proxy did not start:\n{0}', output.trim().split('\n').slice(-5).join('\n')),
  });
  return { url: address, key, stop };
}

/** One model under two names: for chat, and for raw completions, which is another kind of route there. JSON is YAML. */
function configFor(model, upstream) {
  return {
    model_list: [
      { model_name: 'small-chat', litellm_params: { model: `openai/${model}`, ...upstream } },
      { model_name: 'small-code', litellm_params: { model: `text-completion-openai/${model}`, ...upstream } },
    ],
    router_settings: { routing_strategy: 'least-busy' },
    general_settings: { master_key: key },
    litellm_settings: { telemetry: false },
  };
}

/** @returns {Promise<number>} a port that was free a moment ago. */
async function freePort() {
  const server = createServer();
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
