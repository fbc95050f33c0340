import { dirname, isAbsolute, join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { rulesFileName } from '../../../protocol/rules.ts';
import { nameOf, type FolderNow } from '../workspace.ts';
import type { Layer } from './layer.ts';
import { RuleMatcher } from './match.ts';
import { noRules, type RulesForm } from './parse.ts';
import { RuleFileReader, type OpenText, type RuleFile } from './ruleFile.ts';

/** Where rules lie that belong to no project. */
export interface RulePlaces {
  /** Where an administrator puts the organisation's rule file; it need not exist. */
  readonly organisation?: string;
  /** The person's own rule file; it need not exist. */
  readonly user?: string;
}

/** What decides which rule files count, and as what. */
export interface RuleScope {
  readonly folders: readonly FolderNow[];
  readonly trusted: boolean;
  /** The organisation's rule file as a setting names it; empty for none. It must exist. */
  readonly organisation: string;
}

/** Reads the rule files of all layers; of each it keeps the last good rules. */
export class RuleFiles {
  readonly #places: RulePlaces;
  readonly #openText: OpenText | undefined;
  readonly #readers = new Map<string, RuleFileReader>();

  constructor(places: RulePlaces, openText?: OpenText) {
    this.#places = places;
    this.#openText = openText;
  }

  /** @returns all layers as of now: the organisation's first, then the workspace folders', their parents' and the person's. */
  async read({ folders, trusted, organisation: named }: RuleScope): Promise<Layer[]> {
    const { organisation: standard, user } = this.#places;
    const names = folders.map(({ folder }) => folder);
    const layer = async (form: RulesForm, path: string, rest: Pick<Layer, 'loosens' | 'root'>, required = false): Promise<Layer> => ({
      ...(await this.#read(path, form, required)),
      form,
      name: nameOf(path, names),
      ...rest,
    });
    const all = await Promise.all([
      ...(standard === undefined ? [] : [layer('organisation', standard, { loosens: true })]),
      ...(named === '' || named === standard ? [] : [layer('organisation', named, { loosens: true }, true)]),
      ...folders.map(({ folder, resolved }) =>
        layer('workspace', join(folder.path, rulesFileName), { loosens: trusted, root: { named: folder.path, resolved } }),
      ),
      ...parentsOf(folders).map((folder) =>
        layer('workspace', join(folder, rulesFileName), { loosens: false, root: { named: folder, resolved: folder } }),
      ),
      ...(user === undefined ? [] : [layer('user', user, { loosens: false })]),
    ]);
    const [first] = all;
    if (first?.form !== 'organisation' || !first.exists) return all;
    return all.map((each) => (each.form === 'organisation' && each !== first ? { ...each, loosens: false } : each));
  }

  #read(path: string, form: RulesForm, required: boolean): RuleFile | Promise<RuleFile> {
    if (!isAbsolute(path)) return notAbsolute(path);
    const key = `${form} ${required} ${path}`;
    let reader = this.#readers.get(key);
    if (reader === undefined) {
      reader = new RuleFileReader(path, { form, required, openText: this.#openText });
      this.#readers.set(key, reader);
    }
    return reader.read();
  }
}

/** Every folder above the workspace's: a project may be opened by one of its folders, and its rules still hold. */
function parentsOf(folders: readonly FolderNow[]): string[] {
  const ours = new Set(folders.flatMap(({ folder, resolved }) => [folder.path, resolved]));
  const parents = new Set<string>();
  for (const start of ours) {
    for (let folder = dirname(start); ; folder = dirname(folder)) {
      if (!ours.has(folder)) parents.add(folder);
      if (dirname(folder) === folder) break;
    }
  }
  return [...parents];
}

function notAbsolute(file: string): RuleFile {
  const message = l10n.t('Write the whole path of the organisation’s rule file in the setting “vigie.policyFile”.');
  return { file, exists: true, rules: noRules, matcher: new RuleMatcher([]), problems: [{ message, line: 1, column: 1 }], revision: 0 };
}
