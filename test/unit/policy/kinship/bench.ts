import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Label } from '../../../../src/protocol/label.ts';
import { Kinship, type FlaggedFile, type KinshipOptions } from '../../../../src/server/policy/kinship/kinship.ts';
import { freshFolder, sharedFolder, type Folder } from '../../../support/folder.ts';
import { bundleWorker } from './bundledWorker.ts';
import { delimited, inventedRows } from './inventedRows.ts';

/** A folder of flagged files for each test, with its storage, and what tests of indexes of them need. */
export interface Bench {
  readonly folder: Folder;
  readonly workerPath: () => string;
  readonly path: (name: string) => string;
  readonly flag: (names: readonly string[], label?: Label) => FlaggedFile[];
  /** A new index over the storage of the folder. It is closed after the test. */
  readonly startWith: (options?: Partial<KinshipOptions>) => Kinship;
  /** The names of the files that an index says a text is kin of. */
  readonly namesOf: (kinship: Kinship, text: string) => string[];
  /** The paths of the entries in the storage. */
  readonly entries: () => string[];
  readonly identity: (name: string) => [dev: bigint, ino: bigint];
}

/** An invented line list. */
export const table = (seed: number, rows = 30): string => delimited(inventedRows(rows, seed));

/** Four rows of it. */
export const passage = (seed: number, from = 4): string => table(seed).split('\n').slice(from, from + 4).join('\n');

/** Sets up the bench for the suite that calls this. */
export function setUpBench(): Bench {
  const shared = sharedFolder();
  const folder = freshFolder();
  let worker = '';
  let open: Kinship[] = [];

  before(() => {
    worker = bundleWorker(shared.path);
  });

  afterEach(async () => {
    await Promise.all(open.map((kinship) => kinship.close()));
    open = [];
  });

  const path = (name: string): string => join(folder.path, name);
  return {
    folder,
    workerPath: () => worker,
    path,
    flag: (names, label = 'sensitive') => names.map((name) => ({ path: path(name), label })),
    startWith: (options = {}) => {
      const kinship = new Kinship({ folder: path('storage'), workerPath: worker, ...options });
      open.push(kinship);
      return kinship;
    },
    namesOf: (kinship, text) => kinship.kinOf(text).map((kin) => kin.path.slice(folder.path.length + 1)),
    entries: () =>
      (readdirSync(path('storage/kinship'), { recursive: true }) as string[])
        .map((name) => path(join('storage/kinship', name)))
        .filter((name) => statSync(name).isFile() && !name.endsWith('key')),
    identity: (name) => {
      const { dev, ino } = statSync(path(name), { bigint: true });
      return [dev, ino];
    },
  };
}
