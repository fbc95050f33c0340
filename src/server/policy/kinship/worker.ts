import { parentPort, workerData } from 'node:worker_threads';
import { build, type BuildRequest, type Publication } from './build.ts';

/** What the thread tells: states of the index, then that it has ended. */
export type Told = { readonly kind: 'published'; readonly publication: Publication } | { readonly kind: 'ended' };

/** Builds the index that it was started for, and ends. The server's own thread never reads a flagged file. */
async function main(): Promise<void> {
  const tell = (told: Told, moved: readonly ArrayBuffer[] = []): void => parentPort?.postMessage(told, moved);
  await build(workerData as BuildRequest, (publication) => {
    const { buckets, lowers, owners } = publication.table;
    tell({ kind: 'published', publication }, [buckets, lowers, owners].map(({ buffer }) => buffer as ArrayBuffer));
  });
  tell({ kind: 'ended' });
}

void main();
