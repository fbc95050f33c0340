/**
 * `npm run eval:ghost`: builds the server as it is shipped and lets a real model write lines of invented projects
 * through it and alone. By default the small local model; `--url` names a server that runs, `--model` a GGUF file.
 * docs/benchmarks.md has the other options.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './folders.mjs';
import { installDependencies } from './install.mjs';
import { installModel } from './model/install.mjs';
import { startModel } from './model/serve.mjs';
import { temporaryFolder } from './temporary.mjs';

await installDependencies();
// What bundles has only now been installed.
const [{ build }, { buildServer }] = await Promise.all([import('esbuild'), import('../esbuild.config.mjs')]);

const args = process.argv.slice(2);

/** Takes an option of this script's own out of the arguments. */
function own(name) {
  const at = args.findIndex((each) => each === `--${name}` || each.startsWith(`--${name}=`));
  if (at === -1) return undefined;
  const [option, value] = args.splice(at, args[at] === `--${name}` ? 2 : 1);
  return value ?? option.slice(name.length + 3);
}

/** @returns {Promise<{ url: string, stop: () => Promise<void> }>} a model's server, without a path in its address. */
async function readyModel() {
  const [url, modelPath] = [own('url'), own('model')];
  if (url !== undefined) return { url: url.replace(/\/(?:v1\/?)?$/, ''), stop: async () => {} };
  const installed = await installModel(console.log);
  if (!installed.ok) throw new Error(installed.reason);
  return startModel({ modelPath });
}

const folder = temporaryFolder();
const quiet = { metafile: false, sourcemap: false, logLevel: 'warning' };
const model = await readyModel();
const server = await buildServer(join(folder.path, 'dist'), quiet);
const program = join(folder.path, 'eval.cjs');
const plain = { ...quiet, absWorkingDir: root, bundle: true, platform: 'node', format: 'cjs', target: 'node20' };
await build({ ...plain, entryPoints: ['bench/eval/main.ts'], outfile: program });

const running = spawn(process.execPath, [program, root, server, folder.path, model.url, ...args], { stdio: 'inherit' });
// What is interrupted still takes its folder away.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => running.kill(signal));
running.once('exit', (code) => {
  folder.remove();
  void model.stop().then(() => process.exit(code ?? 1));
});
