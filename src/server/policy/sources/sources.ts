import { AiIgnore, aiIgnoreNames } from './aiIgnore.ts';
import type { SourceFinding } from './finding.ts';
import { FolderFiles } from './folderFiles.ts';
import { GitAttributes, gitAttributesName } from './gitAttributes.ts';
import { Purview } from './purview.ts';

/** Everything but Vigie's own rules, marker and presumptions that says how sensitive a file is. */
export class Sources {
  readonly #folders = new FolderFiles([...aiIgnoreNames, gitAttributesName]);
  readonly #aiIgnore = new AiIgnore(this.#folders);
  readonly #gitAttributes = new GitAttributes(this.#folders);
  readonly #purview = new Purview();

  /**
   * What all of them say of a file. Nothing said is no finding; what cannot be read is one. Never rejects for what is
   * on the disk.
   * @param root the folder at which looking up ends, with links followed: the workspace folder that holds the file, or
   * the top of its repository. For a file outside it, only the file's own folder counts.
   * @param resolved the file's one true path.
   */
  async findings(root: string, resolved: string): Promise<readonly SourceFinding[]> {
    const around = this.#folders.around(root, resolved);
    const found = await Promise.all([
      around.then((folders) => this.#aiIgnore.findingsAmong(folders, resolved)),
      around.then((folders) => this.#gitAttributes.findingsAmong(folders, resolved)),
      this.#purview.findings(resolved),
    ]);
    return found.flat();
  }
}
