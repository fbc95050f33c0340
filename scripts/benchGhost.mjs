/**
 * `npm run bench:ghost`: builds the server as it is shipped and measures its ghost text beside other clients'.
 * `--server PATH` measures another build; docs/benchmarks.md has the other options.
 */
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { root } from './folders.mjs';
import { installDependencies } from './install.mjs';
import { temporaryFolder } from './temporary.mjs';

await installDependencies();
// What bundles has only now been installed.
const [{ build }, { buildServer }] = await Promise.all([import('esbuild'), import('../esbuild.config.mjs')]);

const folder = temporaryFolder();
const quiet = { metafile: false, sourcemap: false, logLevel: 'warning' };
const args = process.argv.slice(2);
const given = args.findIndex((each) => each === '--server' || each.startsWith('--server='));
const [option] = given === -1 ? [] : args.splice(given, args[given] === '--server' ? 2 : 1, ).slice(-1);

// Built anew, so that no figure depends on stale output.
const server = option === undefined ? await buildServer(join(folder.path, 'dist'), quiet) : resolve(option.replace(/^--server=/, ''));
const bench = join(folder.path, 'bench.cjs');
const naive = join(folder.path, 'naive.cjs');
const copilot = join(folder.path, 'copilot.cjs');
const plain = { ...quiet, absWorkingDir: root, bundle: true, platform: 'node', format: 'cjs', target: 'node20' };
await build({ ...plain, entryPoints: ['bench/ghost/main.ts'], outfile: bench });
await build({ ...plain, minify: true, entryPoints: ['bench/ghost/clients/naiveServer.ts'], outfile: naive });
await build({ ...plain, entryPoints: ['bench/ghost/clients/copilotServer.ts'], outfile: copilot });

const running = spawn(process.execPath, [bench, root, server, naive, copilot, folder.path, ...args], { stdio: 'inherit' });
// What is interrupted still takes its folder away.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => running.kill(signal));
running.once('exit', (code) => {
  folder.remove();
  process.exitCode = code ?? 1;
});
