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

/** A rule file that counts, and as what. */
interface Source extends Pick<Layer, 'form' | 'name' | 'loosens' | 'root'> {
  readonly read: () => Promise<RuleFile>;
}

/** Reads the rule files of all layers; of each it keeps the last good rules. */
export class RuleFiles {
  readonly #places: RulePlaces;
  readonly #openText: OpenText | undefined;
  readonly #readers = new Map<string, RuleFileReader>();
  #sources: { readonly scope: RuleScope; readonly all: readonly Source[] } | undefined;
  #files: readonly RuleFile[] = [];
  #layers: readonly Layer[] = [];

  constructor(places: RulePlaces, openText?: OpenText) {
    this.#places = places;
    this.#openText = openText;
  }

  /**
   * @returns all layers as of now: the organisation's first, then the workspace folders', their parents' and the
   * person's; the same array as before where nothing has changed.
   */
  async read(scope: RuleScope): Promise<readonly Layer[]> {
    const before = this.#sources;
    const known = before !== undefined && isSame(scope, before.scope) ? before : { scope, all: this.#sourcesOf(scope) };
    const files = await Promise.all(known.all.map(({ read }) => read()));
    // Others may have read the same in the meantime; what they found is not new again.
    if (this.#sources !== undefined && isSame(scope, this.#sources.scope) && files.every((file, index) => file === this.#files[index])) return this.#layers;
    this.#sources = known;
    this.#files = files;
    this.#layers = layersOf(known.all, files);
    return this.#layers;
  }

  #sourcesOf({ folders, trusted, organisation: named }: RuleScope): Source[] {
    const { organisation: standard, user } = this.#places;
    const names = folders.map(({ folder }) => folder);
    const source = (form: RulesForm, path: string, rest: Pick<Layer, 'loosens' | 'root'>, required = false): Source => ({
      form,
      name: nameOf(path, names),
      read: this.#reading(path, form, required),
      ...rest,
    });
    return [
      ...(standard === undefined ? [] : [source('organisation', standard, { loosens: true })]),
      ...(named === '' || named === standard ? [] : [source('organisation', named, { loosens: true }, true)]),
      ...folders.map(({ folder, resolved }) =>
        source('workspace', join(folder.path, rulesFileName), { loosens: trusted, root: { named: folder.path, resolved } }),
      ),
      ...parentsOf(folders).map((folder) =>
        source('workspace', join(folder, rulesFileName), { loosens: false, root: { named: folder, resolved: folder } }),
      ),
      ...(user === undefined ? [] : [source('user', user, { loosens: false })]),
    ];
  }

  #reading(path: string, form: RulesForm, required: boolean): () => Promise<RuleFile> {
    if (!isAbsolute(path)) {
      const fault = notAbsolute(path);
      return () => Promise.resolve(fault);
    }
    const key = `${form} ${required} ${path}`;
    // Whoever may not write the organisation's file may still type into an editor that shows it.
    const openText = form === 'organisation' ? undefined : this.#openText;
    const reader = this.#readers.get(key) ?? new RuleFileReader(path, { form, required, openText });
    this.#readers.set(key, reader);
    return () => reader.read();
  }
}

function isSame(some: RuleScope, others: RuleScope): boolean {
  return (
    some.trusted === others.trusted &&
    some.organisation === others.organisation &&
    some.folders.length === others.folders.length &&
    some.folders.every(({ folder, resolved }, index) => {
      const other = others.folders[index];
      return resolved === other?.resolved && folder.path === other.folder.path && folder.name === other.folder.name;
    })
  );
}

/** Puts files and what they count as together. Of two files of the organisation, the second only tightens. */
function layersOf(sources: readonly Source[], files: readonly RuleFile[]): Layer[] {
  let decided = false;
  return sources.flatMap(({ form, name, loosens, root }, index) => {
    const file = files[index];
    if (file === undefined) return [];
    const layer: Layer = { ...file, form, name, root, loosens: loosens && !(form === 'organisation' && decided) };
    decided ||= form === 'organisation' && file.exists;
    return [layer];
  });
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
  return { file, exists: true, rules: noRules, matcher: new RuleMatcher([]), problems: [{ message, line: 1, column: 1 }] };
}
