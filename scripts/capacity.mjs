/**
 * `npm run capacity`: simulates how many servers of models some people need. docs/capacity.md says what it takes for
 * granted; `--help` lists the options.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './folders.mjs';
import { installDependencies } from './install.mjs';
import { temporaryFolder } from './temporary.mjs';

await installDependencies();
// What bundles has only now been installed.
const { build } = await import('esbuild');

const folder = temporaryFolder();
const outfile = join(folder.path, 'capacity.cjs');
const plain = { absWorkingDir: root, bundle: true, platform: 'node', format: 'cjs', target: 'node20', logLevel: 'warning' };
await build({ ...plain, entryPoints: ['bench/capacity/main.ts'], outfile });

const running = spawn(process.execPath, [outfile, ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => running.kill(signal));
running.once('exit', (code) => {
  folder.remove();
  process.exitCode = code ?? 1;
});
