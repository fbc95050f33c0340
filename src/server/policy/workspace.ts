import { realpath } from 'node:fs/promises';
import { detectors } from './detectors/index.ts';
import type { Labelled } from './labeller.ts';
import { pathWithin } from './path.ts';
import type { PolicyNow } from './policyNow.ts';
import { FolderRulesReader, type FolderRules } from './rules/folderRules.ts';
import { policyOf } from './rules/policy.ts';

/** One folder of the workspace. */
export interface WorkspaceFolder {
  /** The path as the editor names it. */
  readonly path: string;
  /** The folder's name for a person. */
  readonly name: string;
}

/** One folder with its rules as of now. */
export interface FolderNow {
  readonly folder: WorkspaceFolder;
  /** The folder's path with links followed; the editor's path where it cannot be resolved. */
  readonly resolved: string;
  readonly rules: FolderRules;
}

/** The workspace at one moment: what one judgement goes by from its beginning to its end. */
export interface WorkspaceNow {
  readonly folders: readonly FolderNow[];
  /** The rules of all layers. */
  readonly policy: PolicyNow;
  /** Labels of documents that this judgement has worked out already, by URI. */
  readonly documents: Map<string, Promise<Labelled>>;
}

/** What the gate knows of the workspace: its folders, their rules, and whether the person trusts it. */
export class Workspace {
  /** Nothing is sent from a workspace that is not trusted. */
  trusted: boolean;
  #folders: readonly { folder: WorkspaceFolder; reader: FolderRulesReader }[] = [];

  constructor(folders: readonly WorkspaceFolder[], trusted: boolean) {
    this.trusted = trusted;
    this.setFolders(folders);
  }

  /** Replaces the folders; those that stay keep the last good rules that were read. */
  setFolders(folders: readonly WorkspaceFolder[]): void {
    this.#folders = folders.map((folder) => ({
      folder,
      reader:
        this.#folders.find((known) => known.folder.path === folder.path)?.reader ?? new FolderRulesReader(folder.path),
    }));
  }

  /** Reads what is new of every folder's rules. */
  async now(): Promise<WorkspaceNow> {
    const folders = await Promise.all(
      this.#folders.map(async ({ folder, reader }) => ({
        folder,
        resolved: await realpath(folder.path).catch(() => folder.path),
        rules: await reader.read(),
      })),
    );
    return { folders, policy: policyOf(folders, detectors), documents: new Map() };
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
