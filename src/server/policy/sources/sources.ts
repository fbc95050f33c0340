import { AiIgnore, aiIgnoreNames } from './aiIgnore.ts';
import type { SourceFinding } from './finding.ts';
import { FolderFiles } from './folderFiles.ts';
import { GitAttributes, gitAttributesName } from './gitAttributes.ts';
import { Purview } from './purview.ts';
import { RepositoryTops } from './repositoryTops.ts';

/** Everything but Vigie's own rules, marker and presumptions that says how sensitive a file is. */
export class Sources {
  readonly #folders = new FolderFiles([...aiIgnoreNames, gitAttributesName]);
  readonly #aiIgnore = new AiIgnore(this.#folders);
  readonly #gitAttributes = new GitAttributes(this.#folders);
  readonly #purview = new Purview();
  readonly #tops = new RepositoryTops();

  /**
   * What all of them say of a file. Nothing said is no finding; what cannot be read is one. Never rejects for what is
   * on the disk.
   * @param root the workspace folder that holds the file, or the file's own folder, with links followed. Where it lies
   * in a git repository, what is written in the folders above it up to the repository's top counts too.
   * @param resolved the file's one true path.
   */
  async findings(root: string, resolved: string): Promise<readonly SourceFinding[]> {
    const around = this.#tops.of(root).then((top) => this.#folders.around(top, resolved));
    const found = await Promise.all([
      around.then((folders) => this.#aiIgnore.findingsAmong(folders, resolved)),
      around.then((folders) => this.#gitAttributes.findingsAmong(folders, resolved)),
      this.#purview.findings(resolved),
    ]);
    return found.flat();
  }
}
