/**
 * `npm run conformance`: asks real servers all that Vigie relies on. By default llama.cpp with the small local model, and
 * a LiteLLM proxy before it; `-- --url URL [--key-env NAME]` asks any other. Exits 1 where a server does not keep
 * something, and 2 where nothing could be asked.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './folders.mjs';
import { installDependencies } from './install.mjs';
import { writeFillingModel } from './model/fillInTheMiddle.mjs';
import { installModel } from './model/install.mjs';
import { startLiteLlm } from './model/litellm.mjs';
import { startModel } from './model/serve.mjs';
import { readArguments } from './options.mjs';
import { fail, say, step, t } from './terminal.mjs';
import { temporaryFolder } from './temporary.mjs';

/** Where the key of the proxy that is started here is handed over. */
const ownKey = 'VIGIE_CONFORMANCE_KEY';

function help() {
  return [
    t('npm run conformance                                  llama.cpp and LiteLLM before it, on this machine'),
    t('npm run conformance -- --url URL [--key-env NAME]    a server of yours; NAME is the variable with its key'),
    t('npm run conformance -- --no-proxy                    llama.cpp alone'),
  ].join('\n');
}

async function main() {
  const options = {
    url: { type: 'string' },
    'key-env': { type: 'string' },
    'no-proxy': { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  };
  const { values } = readArguments(process.argv.slice(2), options, { help });
  if (values.help) return say(help());
  await installDependencies();
  // What bundles has only now been installed.
  const [{ build }, { bundles }] = await Promise.all([import('esbuild'), import('../esbuild.config.mjs')]);
  const folder = temporaryFolder();
  const stops = [];
  try {
    const program = join(folder.path, 'conformance.cjs');
    const quiet = { metafile: false, sourcemap: false, minify: false, logLevel: 'warning', absWorkingDir: root };
    await build({ ...bundles.doctor, ...quiet, entryPoints: ['test/conformance/main.ts'], outfile: program });
    const filling = join(folder.path, 'filling.gguf');
    const servers = values.url === undefined ? await startServers({ alone: values['no-proxy'], filling, stops }) : [{ url: values.url, keyEnv: values['key-env'] }];
    process.exitCode = await runSuite(program, servers);
  } finally {
    for (const stop of stops) await stop();
    folder.remove();
  }
}

/**
 * Starts llama.cpp with the small model, once more with a copy that fills in the middle, and LiteLLM before the first.
 * @param {{ alone: boolean, filling: string, stops: (() => Promise<void>)[] }} how `alone`: without LiteLLM; `filling`:
 *   the path of the copy; `stops` gets what ends them.
 * @returns {Promise<{ url: string, keyEnv?: string }[]>} the servers of this machine.
 */
async function startServers({ alone, filling, stops }) {
  const installed = await step(t('Local model'), (progress) => installModel(progress));
  if (!installed.ok) throw new Error(installed.reason);
  const model = await startModel();
  stops.unshift(() => model.stop());
  await writeFillingModel(filling);
  const filler = await startModel({ modelPath: filling });
  stops.unshift(() => filler.stop());
  const servers = [{ url: model.url }, { url: filler.url }];
  if (alone) return servers;
  const proxy = await step(t('LiteLLM proxy'), (progress) => startLiteLlm(model, progress));
  stops.unshift(() => proxy.stop());
  process.env[ownKey] = proxy.key;
  return [...servers, { url: proxy.url, keyEnv: ownKey }];
}

/** @returns {Promise<number>} the suite's exit code. */
function runSuite(program, servers) {
  const running = spawn(process.execPath, [program, JSON.stringify(servers)], { stdio: 'inherit' });
  const interrupt = (signal) => running.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, interrupt);
  return new Promise((resolve) => running.once('exit', (code) => resolve(code ?? 1)));
}

try {
  await main();
} catch (error) {
  fail(error.message);
  process.exitCode = 2;
}
