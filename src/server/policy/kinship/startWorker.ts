import { Worker } from 'node:worker_threads';
import type { BuildRequest } from './build.ts';

/** The worker's JavaScript heap in MB; tables lie outside it. */
const workerHeap = 512;

/** Starts the thread that builds an index. @param path the bundle of `worker.ts` */
export function startWorker(path: string, request: BuildRequest): Worker {
  return new Worker(path, {
    workerData: request,
    execArgv: [],
    env: {},
    // The server may speak over its standard output.
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: workerHeap },
  });
}
