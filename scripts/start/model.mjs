import { resolve } from 'node:path';
import { discoverServers } from '../model/discover.mjs';
import { installModel } from '../model/install.mjs';
import { preferCodeModel } from '../model/prefer.mjs';
import { startModel } from '../model/serve.mjs';
import { say, step, t } from '../terminal.mjs';

/**
 * A model that Vigie can ask: `stop` ends it where this process started it.
 * @typedef {{ url: string, completionModel: string, chatModel: string, stop: () => Promise<void> }} ReadyModel
 */

/**
 * Finds a language model on this machine, or starts one, and says which and why.
 * @param {{ modelPath?: string }} [options] The person's own GGUF file.
 * @returns {Promise<ReadyModel | undefined>} nothing where none can be had; the way out has been printed.
 * @throws where the person's own file cannot be loaded.
 */
export async function readyModel({ modelPath } = {}) {
  if (modelPath === undefined) {
    const found = preferCodeModel(await discoverServers());
    if (found !== undefined) {
      say(`  ${found.reason}`);
      return { ...found, stop: async () => {} };
    }
  }
  const installed = await step(t('Local model'), installModel);
  if (!installed.ok) {
    say(withoutModel(installed.reason));
    return undefined;
  }
  const path = modelPath === undefined ? undefined : resolve(modelPath);
  const { url, model, stop } = await step(t('Starting the model'), () => startModel({ modelPath: path }));
  const words =
    modelPath === undefined
      ? t('{0} runs on this machine: a toy that shows how Vigie works. The README says how to get a good one.', model)
      : t('{0} runs on this machine.', model);
  say(`  ${words}`);
  return { url, completionModel: model, chatModel: model, stop };
}

const withoutModel = (reason) =>
  [
    reason,
    t('The editor opens all the same. To give Vigie a model:'),
    ...[
      t('your institution’s gateway, or any OpenAI-compatible server: its address goes into “vigie.gateway.url”;'),
      t('Mistral: the command “Vigie: Set Mistral API Key”, then “Vigie: Switch Back End”;'),
      t('this machine: install Ollama, run “ollama pull qwen2.5-coder:7b”, and start again.'),
    ].map((way) => `  - ${way}`),
  ].join('\n');
