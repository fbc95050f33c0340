/**
 * `npm run bench:panel`: builds the chat page as it is shipped and streams long answers into it in a real browser.
 * docs/benchmarks.md has the options.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './folders.mjs';
import { installDependencies } from './install.mjs';

await installDependencies();

const bench = spawn(process.execPath, ['--import', 'tsx', join(root, 'bench/panel/main.ts'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
// What is interrupted still takes its folder and its browser away.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => bench.kill(signal));
bench.once('exit', (code) => {
  process.exitCode = code ?? 1;
});
