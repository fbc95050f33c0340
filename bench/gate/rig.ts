import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { settingsSchema } from '../../src/protocol/settings.ts';
import { ownWords } from '../../src/server/chat/prompts.ts';
import { AuditLog } from '../../src/server/policy/audit/log.ts';
import { Decider } from '../../src/server/policy/decision.ts';
import { destinationOf } from '../../src/server/policy/destination.ts';
import { FlaggedFiles } from '../../src/server/policy/flaggedFiles.ts';
import { Gate } from '../../src/server/policy/gate.ts';
import { Kinship } from '../../src/server/policy/kinship/kinship.ts';
import { Labeller } from '../../src/server/policy/labeller.ts';
import { markerReach } from '../../src/server/policy/marker.ts';
import { Sources } from '../../src/server/policy/sources/sources.ts';
import { Workspace } from '../../src/server/policy/workspace.ts';

/** Where the benchmark finds things, and where it may write. */
export interface Places {
  /** The repository. */
  readonly root: string;
  /** The bundle of the kinship index's worker. */
  readonly workerPath: string;
  /** An empty folder that is deleted afterwards. */
  readonly temporary: string;
}

/** Cleared for `internal`: what most is refused for. */
export const cloud = destinationOf(settingsSchema.parse({ backend: 'mistral' }));

/** The gate over a folder, put together as the server does. */
export function rigOver(folder: string, places: Places, storage: string) {
  const open = new Map<string, string>();
  const workspace = new Workspace([{ path: folder, name: basename(folder) }], true);
  const kinship = new Kinship({ folder: storage, workerPath: places.workerPath, workspace: folder });
  const labeller = new Labeller({
    readHeads: (uri) => Promise.resolve([(open.get(uri) ?? '').slice(0, markerReach)]),
    ownWords,
    sources: [new Sources()],
    kinship,
  });
  const audit = new AuditLog({ storage, retentionMonths: () => 6 });
  const flagged = new FlaggedFiles(workspace, labeller, kinship);
  const decider = new Decider(workspace, labeller, flagged);
  return { open, workspace, kinship, flagged, labeller, audit, decider, gate: new Gate(decider, audit) };
}

export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

export function uriOf(...path: string[]): string {
  return pathToFileURL(join(...path)).href;
}
