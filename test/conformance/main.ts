import { mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openGate } from '../../src/cli/doctor/gate.ts';
import { settingsSchema } from '../../src/protocol/settings.ts';
import type { Backend } from '../../src/server/backends/backend.ts';
import { createServices } from '../../src/server/backends/index.ts';
import { Knowledge } from '../../src/server/backends/knowledge.ts';
import { checkBackEnd } from '../../src/server/check/check.ts';
import { targetAt, type Target } from '../../src/server/check/target.ts';
import { Door } from '../../src/server/net/door.ts';
import { KeyRing } from '../../src/server/net/keys.ts';
import { cases, type Case, type World } from './cases.ts';

/** How long one case may take, in milliseconds: a small model on two cores reads a long prompt slowly. */
const limit = 180_000;

/** What came of a case. */
interface Row {
  readonly name: string;
  readonly state: 'passed' | 'open' | 'failed';
  readonly note: string;
  /** In milliseconds. */
  readonly time: number;
}

const marks = { passed: '✓', open: '–', failed: '✗' } as const;

/** Runs all cases on one server and prints them. @returns whether none failed */
async function conformanceOf(address: string, key: string): Promise<boolean> {
  const target = targetAt(address);
  if (target === undefined) throw new Error(`${address} is no address of a server.`);
  const storage = mkdtempSync(join(tmpdir(), 'vigie-'));
  const machine = { platform: process.platform, home: homedir(), env: process.env };
  const { gate, close } = await openGate(machine, storage);
  const doors: Door[] = [];
  const doorFor = (shown: string): Door => {
    const keys = new KeyRing();
    keys.replace({ [target.destination.origin]: shown });
    const door = new Door({ keys });
    doors.push(door);
    return door;
  };
  try {
    const facts = await checkBackEnd(target, { door: doorFor(key), gate, signal: new AbortController().signal });
    const other: World['other'] = ({ model = '', key: shown = key }) => backendAt(target, doorFor(shown), model);
    const rows: Row[] = [];
    console.log(`\n${address} (${facts.server.kind}${facts.server.version === undefined ? '' : ` ${facts.server.version}`})`);
    for (const each of cases) {
      const row = await outcomeOf(each, { backend: other({}), facts, other });
      rows.push(row);
      console.log(`${marks[row.state]} ${row.name.padEnd(width)} ${`${(row.time / 1000).toFixed(1)} s`.padStart(7)}  ${row.note}`.trimEnd());
    }
    const count = (state: Row['state']): number => rows.filter((row) => row.state === state).length;
    console.log(`${count('passed')} passed, ${count('open')} open, ${count('failed')} failed`);
    return count('failed') === 0;
  } finally {
    await Promise.all([...doors.map((door) => door.close()), close()]);
    rmSync(storage, { recursive: true, force: true });
  }
}

const width = Math.max(...cases.map(({ name }) => name.length));

function backendAt({ url, destination: { backend } }: Target, door: Door, model: string): Backend {
  const named = { url: url.href, ...(model !== '' && { chatModel: model }) };
  const { chat } = createServices(settingsSchema.parse({ backend, [backend]: named }), door, new Knowledge()).current;
  if (chat === undefined) throw new TypeError('There is no back end for this address.');
  return chat.replicas.first;
}

async function outcomeOf({ name, run }: Case, world: World): Promise<Row> {
  const started = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`It hangs: nothing came within ${limit / 1000} s.`));
    }, limit);
  });
  const row = { name };
  try {
    const { state, note } = await Promise.race([Promise.resolve(run(world)), late]);
    return { ...row, state, note: brief(note), time: performance.now() - started };
  } catch (error) {
    return { ...row, state: 'failed', note: brief(error instanceof Error ? error.message : String(error)), time: performance.now() - started };
  } finally {
    clearTimeout(timer);
  }
}

/** In one line, and not the whole page that a server may have answered. */
function brief(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 160 ? `${line.slice(0, 160)}…` : line;
}

async function main(): Promise<void> {
  const servers = JSON.parse(process.argv[2] ?? '[]') as { url: string; keyEnv?: string }[];
  let ok = servers.length > 0;
  for (const { url, keyEnv } of servers) {
    const key = keyEnv === undefined ? '' : (process.env[keyEnv] ?? '');
    if (keyEnv !== undefined && key === '') throw new Error(`The environment variable ${keyEnv} is not set.`);
    ok = (await conformanceOf(url, key)) && ok;
  }
  process.exitCode = ok ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
});
