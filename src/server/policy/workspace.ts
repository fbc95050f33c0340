import type { Detector } from './detectors/detector.ts';
import { detectors as builtIn } from './detectors/index.ts';
import type { Labelled } from './labelled.ts';
import { pathWithin } from './path.ts';
import type { PolicyNow } from './policyNow.ts';
import type { Layer } from './rules/layer.ts';
import { policyOf } from './rules/policy.ts';
import type { OpenText } from './rules/ruleFile.ts';
import { RuleFiles, type RulePlaces } from './rules/ruleFiles.ts';
import { realpathSwiftly } from './swiftDisk.ts';

/** One folder of the workspace. */
export interface WorkspaceFolder {
  /** The path as the editor names it. */
  readonly path: string;
  /** The folder's name for a person. */
  readonly name: string;
}

/** One folder as of now. */
export interface FolderNow {
  readonly folder: WorkspaceFolder;
  /** The folder's path with links followed; the editor's path where it cannot be resolved. */
  readonly resolved: string;
}

/** The workspace at one moment: what one judgement goes by from its beginning to its end. */
export interface WorkspaceNow {
  readonly folders: readonly FolderNow[];
  /** The rules of all layers. */
  readonly policy: PolicyNow;
  /** Labels of documents that this judgement has worked out already, by URI. */
  readonly documents: Map<string, Promise<Labelled>>;
}

/** Where rules come from beside the folders of the workspace; left out, they come from nowhere else. */
export interface WorkspaceSurroundings extends RulePlaces {
  /** The texts of open editors: of a rule file they count instead of what is on the disk. */
  readonly openText?: OpenText;
  readonly detectors?: readonly Detector[];
}

/** What the gate knows of the workspace: its folders, the rules of all layers, and whether the person trusts it. */
export class Workspace {
  /** Nothing is sent from a workspace that is not trusted. */
  trusted: boolean;
  readonly #ruleFiles: RuleFiles;
  readonly #detectors: readonly Detector[];
  readonly #listeners: ((policy: PolicyNow) => void)[] = [];
  #folders: readonly WorkspaceFolder[];
  #organisation = '';
  #layers: readonly Layer[] | undefined;
  #policy: PolicyNow | undefined;
  #generation = 0;

  constructor(folders: readonly WorkspaceFolder[], trusted: boolean, surroundings: WorkspaceSurroundings = {}) {
    this.trusted = trusted;
    this.#folders = folders;
    this.#ruleFiles = new RuleFiles(surroundings, surroundings.openText);
    this.#detectors = surroundings.detectors ?? builtIn;
  }

  /** Replaces the folders; those that stay keep the last good rules that were read. */
  setFolders(folders: readonly WorkspaceFolder[]): void {
    this.#folders = folders;
  }

  /**
   * Names the organisation's rule file; empty for none but that at the place where administrators put it. Where both
   * exist, the one at that place has the say and the named one only tightens, since a setting is easier to change.
   */
  setOrganisationFile(path: string): void {
    this.#organisation = path;
  }

  /** Tells of every new state of the rules, just before `now` first returns it; the first state is new too. */
  onDidChange(listener: (policy: PolicyNow) => void): void {
    this.#listeners.push(listener);
  }

  /** Reads what is new of the rules of all layers. */
  async now(): Promise<WorkspaceNow> {
    const [trusted, organisation] = [this.trusted, this.#organisation];
    const folders = await Promise.all(
      this.#folders.map(async (folder) => ({ folder, resolved: await realpathSwiftly(folder.path).catch(() => folder.path) })),
    );
    const layers = await this.#ruleFiles.read({ folders, trusted, organisation });
    return { folders, policy: this.#policyOf(layers), documents: new Map() };
  }

  #policyOf(layers: readonly Layer[]): PolicyNow {
    if (this.#policy !== undefined && layers === this.#layers) return this.#policy;
    const policy = policyOf(layers, this.#detectors, String(++this.#generation));
    this.#layers = layers;
    this.#policy = policy;
    for (const listener of this.#listeners) listener(policy);
    return policy;
  }
}

/** A path as a person names it: relative to the folder that holds it, with the folder's name where there are several. */
export function nameOf(path: string, folders: readonly WorkspaceFolder[]): string {
  for (const { path: folder, name } of folders) {
    const below = pathWithin(folder, path);
    if (below !== undefined) return folders.length > 1 ? `${name}/${below}` : below;
  }
  return path;
}
