import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { once } from 'node:events';
import { Kinship } from '../../src/server/policy/kinship/kinship.ts';
import { columns, inventedRows } from '../../test/unit/policy/kinship/inventedRows.ts';
import { compare, timed } from './measure.ts';
import type { Section } from './report.ts';
import type { Places } from './rig.ts';
import { ordinaryR } from './texts.ts';

const rowsAtOnce = 20_000;
const sampling = { rounds: 9, samples: 200 };

/** What the index of one large flagged file costs: time and memory, the wait of others, and a query. */
export async function measureKinship(places: Places, megabytes: number): Promise<Section[]> {
  const folder = join(places.temporary, 'flagged');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'liste.csv');
  await writeRows(path, megabytes * 2 ** 20);
  const { size } = statSync(path);
  const hashing = await timed(() => sha256(path));
  const before = process.memoryUsage().rss;
  let peak = before;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const kinship = new Kinship({
    folder: join(places.temporary, 'kinship-storage'),
    workerPath: places.workerPath,
    onFailure: (line) => {
      throw new Error(line);
    },
  });
  delay.enable();
  const building = await timed(() => kinship.refresh([{ path, label: 'sensitive' }]));
  delay.disable();
  clearInterval(watch);
  const state = kinship.state;
  if (state === undefined || !kinship.isReady) throw new Error('The index was not built.');
  const text = ordinaryR(places.root, 20_000);
  const queries = await compare(
    {
      ask: (sample) => kinship.kinOf(text.slice(sample, sample + 8_000)),
      hash: (sample) => createHash('sha256').update(text.slice(sample, sample + 8_000)).digest('hex'),
    },
    sampling,
  );
  const again = await timed(() => kinship.refresh([{ path, label: 'sensitive' }]));
  await kinship.close();
  const millisecond = 1e6;
  return [
    {
      title: `Kinship: an index of ${Math.round(size / 2 ** 20)} MB of CSV`,
      figures: [
        { what: 'building it (s)', values: { once: building / 1000 }, ratio: building / hashing, comparedWith: 'reading + sha256 of the file' },
        { what: 'building it (MB/s)', values: { mean: size / 1e3 / building } },
        { what: 'a later start, nothing changed (ms)', values: { once: again } },
        { what: 'memory of the process (MB)', values: { before: before / 1e6, peak: peak / 1e6, more: (peak - before) / 1e6 } },
        { what: 'the index itself (MB)', values: { tables: state.memory / 1e6, fingerprints: state.fingerprints } },
        {
          what: 'event loop meanwhile (ms)',
          values: { p50: delay.percentile(50) / millisecond, p99: delay.percentile(99) / millisecond, most: delay.max / millisecond },
        },
        { what: 'one query of 8 kB (ms)', values: { ...queries.ask }, ratio: queries.ask.p50 / queries.hash.p50, comparedWith: 'sha256 of the text' },
      ],
    },
  ];
}

/** Rows whose values differ all over the file, so that it has as many different passages as a true one. */
async function writeRows(path: string, bytes: number): Promise<void> {
  const out = createWriteStream(path);
  out.write(`${columns.join(';')}\n`);
  let written = 0;
  for (let block = 1; written < bytes; block += 1) {
    const lines = inventedRows(rowsAtOnce, 7 * block + 1).map((row) => row.join(';')).join('\n');
    written += lines.length + 1;
    if (!out.write(`${lines}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const block of createReadStream(path, { highWaterMark: 2 ** 20 })) hash.update(block as Buffer);
  return hash.digest('hex');
}
