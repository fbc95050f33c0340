/**
 * `npm run bench:gate`: bundles the benchmark as the product is bundled, since that is what people run, and runs it.
 * `--json` prints figures for programs; `--only PART` (prompt, detectors, paths, kinship) measures a part, again for
 * another; `--kinship-mb N` and `--files N` make the large ones smaller.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './folders.mjs';
import { installDependencies } from './install.mjs';
import { temporaryFolder } from './temporary.mjs';

await installDependencies();
// What bundles has only now been installed.
const [{ build }, { bundles }] = await Promise.all([import('esbuild'), import('../esbuild.config.mjs')]);

/** Secretlint itself keeps a mark of every rule of every run for ever, which is not what it is compared by. */
const secretlintWithoutProfiler = {
  name: 'secretlint-without-profiler',
  setup(build) {
    build.onResolve({ filter: /^@secretlint\/profiler$/ }, () => ({ path: 'profiler', namespace: 'no-profiler' }));
    build.onLoad({ filter: /.*/, namespace: 'no-profiler' }, () => ({
      contents: 'export const secretLintProfiler = { mark() {} };',
    }));
  },
};

const folder = temporaryFolder();
const quiet = { metafile: false, sourcemap: false, logLevel: 'warning' };
const program = join(folder.path, 'bench.cjs');
const worker = join(folder.path, 'kinship.js');
const plugins = [...bundles.server.plugins, secretlintWithoutProfiler];
await build({ ...bundles.server, ...quiet, plugins, entryPoints: ['bench/gate/main.ts'], outfile: program });
await build({ ...bundles.kinship, ...quiet, outfile: worker });

const bench = spawn(process.execPath, [program, root, worker, join(folder.path, 'data'), ...process.argv.slice(2)], { stdio: 'inherit' });
// What is interrupted still takes its folder away.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => bench.kill(signal));
bench.once('exit', (code) => {
  folder.remove();
  process.exitCode = code ?? 1;
});
