import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { lstat, realpath, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { noKinship, type KinshipIndex } from '../server/policy/byKinship.ts';
import { markerReach } from '../server/policy/marker.ts';
import { FlaggedFiles } from '../server/policy/flaggedFiles.ts';
import { Kinship, type KinshipState } from '../server/policy/kinship/kinship.ts';
import { Labeller } from '../server/policy/labeller.ts';
import { pathWithin } from '../server/policy/path.ts';
import { readBeginning } from '../server/policy/readBeginning.ts';
import { organisationFile, userFile, type Machine } from '../server/policy/rules/places.ts';
import { RepositoryTops } from '../server/policy/sources/repositoryTops.ts';
import { Sources } from '../server/policy/sources/sources.ts';
import { Workspace, type WorkspaceNow } from '../server/policy/workspace.ts';
import { contentOf } from './content.ts';

/** How much of a flagged file is compared with others, in characters. `docs/check.md` states it. */
const comparedOfFlagged = 64 * 1024;

/** What is the same for all projects of one run. */
export interface Premises {
  readonly machine: Machine;
  /** The organisation's rule file beside that at the usual place; empty for none. */
  readonly policyFile: string;
  /** The bundle that reads flagged files; undefined where passages of them are not to be known again. */
  readonly kinshipWorker: string | undefined;
}

/** A folder that counts as one workspace folder, with all that judges its files. */
export interface Project {
  readonly folder: string;
  readonly now: WorkspaceNow;
  readonly labeller: Labeller;
  /** The same for files that are flagged themselves: of each only the beginning is compared with the others. */
  readonly labellerOfFlagged: Labeller;
  /** What may hold the markers of the files that are being judged, by their URIs. */
  readonly heads: Map<string, readonly string[]>;
  /** Whether passages of flagged files are to be known again. */
  readonly learns: boolean;
  /**
   * Reads the flagged files of the folder, so that passages of them are known again.
   * @returns what could be read; undefined where nothing is to be.
   * @throws where that fails as a whole.
   */
  learn(): Promise<KinshipState | undefined>;
  close(): Promise<void>;
}

/** Opens a folder with the rules as they are now, for all of the run. */
export async function openProject(folder: string, { machine, policyFile, kinshipWorker }: Premises): Promise<Project> {
  const workspace = new Workspace([{ path: folder, name: basename(folder) }], true, {
    organisation: organisationFile(machine),
    user: userFile(machine),
  });
  workspace.setOrganisationFile(policyFile);
  const now = await workspace.now();
  const heads = new Map<string, readonly string[]>();
  const sources = [new Sources()];
  let failure = '';
  const storage = kinshipWorker === undefined ? undefined : new PassingFolder();
  const kinship =
    kinshipWorker === undefined || storage === undefined
      ? undefined
      : new Kinship({ folder: storage.path, workerPath: kinshipWorker, workspace: folder, onFailure: (line) => (failure = line) });
  const labellerWith = (index: KinshipIndex): Labeller =>
    new Labeller({
      readHeads: async (uri, path) => heads.get(uri) ?? (path === undefined ? [] : contentOf(path, await readBeginning(path, markerReach)).heads),
      ownWords: new Set(),
      sources,
      kinship: index,
    });
  const labeller = labellerWith(kinship ?? noKinship);
  return {
    folder,
    now,
    labeller,
    labellerOfFlagged: kinship === undefined ? labeller : labellerWith(ofBeginnings(kinship)),
    heads,
    learns: kinship !== undefined,
    learn: async () => {
      if (kinship === undefined) return undefined;
      await new FlaggedFiles(workspace, labeller, kinship).refresh();
      if (!kinship.isReady) throw new Error(failure);
      return kinship.state;
    },
    close: async () => {
      await kinship?.close();
      storage?.remove();
    },
  };
}

/**
 * Compares no more than the beginning of a text: all that a flagged file holds is in the index, and finding a file of
 * some MB whole in its own fingerprints takes seconds.
 */
function ofBeginnings(kinship: Kinship): KinshipIndex {
  return {
    kinOf: (text) => kinship.kinOf(text.slice(0, comparedOfFlagged)),
    namesOf: (dev, ino) => kinship.namesOf(dev, ino),
  };
}

/** A folder for the fingerprints of one run, which are removed with it however it ends. */
class PassingFolder {
  readonly path = realpathSync(mkdtempSync(join(tmpdir(), 'vigie-')));
  readonly remove = (): void => {
    process.off('exit', this.remove);
    rmSync(this.path, { recursive: true, force: true, maxRetries: 5 });
  };

  constructor() {
    process.once('exit', this.remove);
  }
}

/** The folder that counts as the workspace folder of a path. */
export interface ProjectFolder {
  readonly folder: string;
  /** Whether all of it is the project, and not just a folder that a single file happens to lie in. */
  readonly isWhole: boolean;
}

/** Finds the folder that counts as the workspace folder of a path. */
export class ProjectFolders {
  readonly #cwd: string;
  readonly #tops = new RepositoryTops();

  constructor(cwd: string) {
    this.#cwd = cwd;
  }

  /**
   * The current folder, if it holds the path; else the top of the path's repository, or its own folder where it lies
   * in none.
   * @param path absolute; it need not exist.
   */
  async of(path: string): Promise<ProjectFolder> {
    const whole = (folder: string): ProjectFolder => ({ folder, isWhole: true });
    if (holds(this.#cwd, path)) return whole(this.#cwd);
    const resolved = await realpath(path).catch(() => path);
    if (holds(await realpath(this.#cwd), resolved)) return whole(this.#cwd);
    const isFolder = await stat(resolved).then(
      (found) => found.isDirectory(),
      () => false,
    );
    const own = isFolder ? resolved : dirname(resolved);
    const top = await this.#tops.of(own);
    return { folder: top, isWhole: isFolder || (await isRepository(top)) };
  }
}

async function isRepository(folder: string): Promise<boolean> {
  return lstat(join(folder, '.git')).then(
    () => true,
    () => false,
  );
}

function holds(folder: string, path: string): boolean {
  return folder === path || pathWithin(folder, path) !== undefined;
}
