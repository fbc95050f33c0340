import { discoverServers } from '../model/discover.mjs';
import { installModel } from '../model/install.mjs';
import { preferCodeModel } from '../model/prefer.mjs';
import { startModel } from '../model/serve.mjs';
import { LeftOut, say, step, t } from '../terminal.mjs';

/**
 * A model that Vigie can ask: `stop` ends it where this process started it.
 * @typedef {{ url: string, completionModel: string, chatModel: string, stop: () => Promise<void> }} ReadyModel
 */

/**
 * Finds a language model on this machine, or starts one, and says which and why.
 * @param {{ modelPath?: string }} [options] The person's own GGUF file, which is there.
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
  try {
    await step(t('Local model'), installed);
  } catch (error) {
    if (!(error instanceof LeftOut)) throw error;
    say(waysOut());
    return undefined;
  }
  const { url, model, stop } = await step(t('Starting the model'), () => startModel({ modelPath }));
  const words =
    modelPath === undefined
      ? t('{0} runs on this machine: a toy that shows how Vigie works. The README says how to get a good one.', model)
      : t('{0} runs on this machine.', model);
  say(`  ${words}`);
  return { url, completionModel: model, chatModel: model, stop };
}

/** @throws {LeftOut} where this machine cannot run a model. */
async function installed(progress) {
  const outcome = await installModel(progress);
  if (!outcome.ok) throw new LeftOut(outcome.reason);
}

const waysOut = () =>
  [
    `  ${t('To give Vigie a model:')}`,
    ...[
      t('your institution’s gateway, or any OpenAI-compatible server: its address goes into “vigie.gateway.url”;'),
      t('Mistral: the command “Vigie: Set Mistral API Key”, then “Vigie: Switch Back End”;'),
      t('this machine: install Python 3.10 or later with pip, or Ollama (then “ollama pull qwen2.5-coder:7b”), and start again.'),
    ].map((way) => `  - ${way}`),
  ].join('\n');
