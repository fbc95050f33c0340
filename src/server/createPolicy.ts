import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from 'vscode-languageserver/node';
import { ownWords } from './chat/prompts.ts';
import { checkWords } from './check/words.ts';
import { headReader, type OpenDocuments } from './documents.ts';
import type { OpenFiles } from './openFiles.ts';
import { AuditLog } from './policy/audit/log.ts';
import { Decider } from './policy/decision.ts';
import { FlaggedFiles } from './policy/flaggedFiles.ts';
import { Gate } from './policy/gate.ts';
import { Kinship } from './policy/kinship/kinship.ts';
import { Labeller } from './policy/labeller.ts';
import { LookMemory } from './policy/lookMemory.ts';
import { organisationFile, userFile } from './policy/rules/places.ts';
import { Sources } from './policy/sources/sources.ts';
import { Workspace, type WorkspaceFolder } from './policy/workspace.ts';

/** What the parts that judge go by. */
export interface PolicyWorld {
  readonly connection: Connection;
  readonly documents: OpenDocuments;
  readonly openFiles: OpenFiles;
  readonly folders: readonly WorkspaceFolder[];
  readonly trusted: boolean;
  /** The folder for the audit log and the index of flagged files. */
  readonly storage: string;
  readonly retentionMonths: () => number;
  /** Told when passages are recognised that were not before, or the other way round. */
  readonly onIndexChange: () => void;
}

/** The parts that judge, put together for one session. */
export function createPolicy(world: PolicyWorld) {
  const { connection, documents, openFiles, folders, trusted, storage } = world;
  const machine = { platform: process.platform, env: process.env, home: homedir() };
  const workspace = new Workspace(folders, trusted, {
    organisation: organisationFile(machine),
    user: userFile(machine),
    openText: (file) => openFiles.at(file)?.getText(),
  });
  const kinship = new Kinship({
    folder: storage,
    workerPath: join(__dirname, 'kinship.js'),
    workspace: folders.map(({ path }) => path).join('\n'),
    onFailure: (line) => {
      connection.console.error(line);
    },
    onChange: world.onIndexChange,
  });
  const labeller = new Labeller({
    readHeads: headReader(documents, openFiles),
    ownWords: new Set([...ownWords, ...checkWords]),
    sources: [new Sources()],
    kinship,
  });
  const flagged = new FlaggedFiles(workspace, labeller, kinship, new LookMemory(storage));
  const audit = new AuditLog({
    storage,
    retentionMonths: world.retentionMonths,
    onNotice: (message) => {
      connection.console.warn(message);
    },
  });
  return {
    workspace,
    labeller,
    audit,
    gate: new Gate(new Decider(workspace, labeller, flagged), audit),
    flagged,
    close: async (): Promise<void> => {
      await Promise.all([audit.close(), flagged.close(), kinship.close()]);
    },
  };
}
