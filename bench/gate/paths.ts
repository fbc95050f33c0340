import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { noKinship } from '../../src/server/policy/byKinship.ts';
import { FlaggedFiles } from '../../src/server/policy/flaggedFiles.ts';
import { walk } from '../../src/server/policy/walk.ts';
import { compare, timed } from './measure.ts';
import type { Section } from './report.ts';
import { rigOver, uriOf, type Places } from './rig.ts';

/** The smaller workspace, in files. */
const few = 100;
const filesPerFolder = 500;
const sampling = { rounds: 9, samples: 60 };

/**
 * What the label of one path costs in a large workspace, which should be what it costs in a small one, and what
 * looking at all of them costs, for each.
 */
export async function measurePaths(places: Places, many: number): Promise<Section[]> {
  const rigs = [few, many].map((count) => {
    const folder = join(places.temporary, `files-${count}`);
    fill(folder, count);
    return { folder, count, rig: rigOver(folder, places, join(places.temporary, `storage-${count}`)) };
  });
  const [small, large] = rigs;
  if (small === undefined || large === undefined) throw new Error('There are two workspaces.');
  const labelIn = ({ folder, count, rig }: typeof small) => {
    return async (sample: number) => {
      const index = (sample * 7919) % count;
      return rig.labeller.labelOrigin({ kind: 'document', uri: uriOf(folder, nameOf(index)) }, await rig.workspace.now());
    };
  };
  const reads = { flagged: 0 };
  const reader = {
    ...noKinship,
    refresh: (flagged: Iterable<unknown>) => {
      reads.flagged = [...flagged].length;
      return Promise.resolve();
    },
    forget: () => undefined,
  };
  let walked = 0;
  const walking = await timed(async () => {
    for await (const path of walk(large.folder)) walked += path.length > 0 ? 1 : 0;
  });
  const looking = await timed(() => new FlaggedFiles(large.rig.workspace, large.rig.labeller, reader).refresh());
  const labels = await compare({ small: labelIn(small), large: labelIn(large) }, sampling);
  return [
    {
      title: `Labels by path, in a workspace of ${many} files`,
      figures: [
        {
          what: 'one label (ms)',
          values: { p50: labels.large.p50, p95: labels.large.p95, p99: labels.large.p99 },
          ratio: labels.large.p50 / labels.small.p50,
          comparedWith: `in a workspace of ${few}`,
        },
        { what: `one label among ${few} (ms)`, values: { ...labels.small } },
        {
          what: 'looking at all files, per file (µs)',
          values: { mean: (looking / walked) * 1000, files: walked, flagged: reads.flagged },
          ratio: looking / walking,
          comparedWith: 'listing them only',
        },
      ],
    },
  ];
}

function nameOf(index: number): string {
  const kind = index % 10 === 0 ? 'csv' : 'R';
  return `part${String(Math.floor(index / filesPerFolder)).padStart(4, '0')}/file${index}.${kind}`;
}

function fill(folder: string, count: number): void {
  for (let index = 0; index < count; index += 1) {
    const path = join(folder, nameOf(index));
    if (index % filesPerFolder === 0) mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, index % 10 === 0 ? 'semaine;effectif\n1;2\n' : 'x <- 1\n');
  }
  writeFileSync(join(folder, '.vigie.json'), '{ "files": [{ "paths": ["part0000/**/*.csv"], "label": "sensitive", "reason": "Invented." }] }\n');
}
