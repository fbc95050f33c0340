import { buildSync } from 'esbuild';
import { join } from 'node:path';

/** The worker as it is shipped, bundled anew from its source into a folder, so that no stale build is tested. */
export function bundleWorker(folder: string): string {
  const outfile = join(folder, 'kinship.js');
  const entry = join(__dirname, '../../../../src/server/policy/kinship/worker.ts');
  buildSync({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'cjs', target: 'node20', logLevel: 'error' });
  return outfile;
}
