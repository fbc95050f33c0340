import { relative } from 'node:path';
import type { Label } from '../../src/protocol/label.ts';
import { nameOf, namesOfSame, pathOf, type Name, type Plant } from './files.ts';
import { covers, prefixOf } from './patterns.ts';
import { layers, type Beside, type DestinationName, type LayerName, type RuleSpec, type Shown } from './story.ts';

/*
 * What must hold, said once more and naively: it shares no code with the gate. Where the gate may be stricter than the
 * design asks for, this says the least that the design asks for.
 */

const order: readonly Label[] = ['public', 'internal', 'sensitive', 'secret'];

export function above(label: Label, bound: Label): boolean {
  return order.indexOf(label) > order.indexOf(bound);
}

export function strictest(...labels: readonly Label[]): Label {
  return order[Math.max(0, ...labels.map((label) => order.indexOf(label)))] ?? 'secret';
}

function laxest(...labels: readonly Label[]): Label {
  return order[Math.min(...labels.map((label) => order.indexOf(label)))] ?? 'public';
}

/** The world at one moment, as far as labels depend on it. */
export interface Moment {
  readonly base: string;
  readonly bothFolders: boolean;
  readonly trusted: boolean;
  readonly to: DestinationName;
  /** What each layer says, and what it said when it was last sound. */
  readonly rules: Readonly<Partial<Record<LayerName, { readonly now: RuleSpec; readonly sound: RuleSpec }>>>;
  readonly beside: Beside;
  readonly deleted: ReadonlySet<string>;
}

/** The layers that count. */
function counting({ bothFolders }: Moment): LayerName[] {
  return layers.filter((layer) => layer !== 'second' || bothFolders);
}

function specOf({ rules }: Moment, layer: LayerName): RuleSpec {
  return rules[layer]?.sound ?? {};
}

/** A path as a layer's patterns see it; undefined outside of the layer. */
function inLayer(base: string, layer: LayerName, path: string): string | undefined {
  if (layer === 'organisation' || layer === 'user') return path.replace(/^\/+/, '');
  const folder = { study: `${base}/top/study`, second: `${base}/second`, parent: `${base}/top` }[layer];
  const below = relative(folder, path);
  return below.startsWith('..') ? undefined : below;
}

const isTight = (label: Label): boolean => above(label, 'internal');

/** The label of a file by its path alone. @param named as the editor has it; @param truth where it really is. */
function byPath(moment: Moment, named: Name, truth: Name): Label {
  const [namedPath, truePath] = [named, truth].map((name) => pathOf(moment.base, name));
  const declared: Label[] = [];
  const tight: Label[] = [];
  let onlyTightensToInternal = false;
  const isLocked = specOf(moment, 'organisation').locked === true;
  for (const layer of counting(moment)) {
    const prefix = prefixOf(layer, moment.base).replace(/^\/+/, '');
    const loosens = layer === 'organisation' || ((layer === 'study' || layer === 'second') && !isLocked);
    for (const { pattern, label } of specOf(moment, layer).files ?? []) {
      const hits = (path: string | undefined, anyCase: boolean): boolean => {
        const below = path === undefined ? undefined : inLayer(moment.base, layer, path);
        return below !== undefined && covers(pattern, prefix, below, anyCase);
      };
      if (isTight(label) && [truePath, namedPath].some((path) => hits(path, false) || hits(path, true))) tight.push(label);
      if (!hits(truePath, false) && !(isTight(label) && hits(truePath, true))) continue;
      if (loosens) declared.push(label);
      else if (label === 'internal') onlyTightensToInternal = true;
    }
  }
  const open = declared.length === 0 ? 'internal' : strictest(...declared.map((label) => (onlyTightensToInternal ? strictest(label, 'internal') : label)));
  const presumed = [named, truth].flatMap(({ presumed: kind }): Label[] =>
    kind === 'credentials' ? ['secret'] : kind === 'data' && declared.length === 0 ? ['sensitive'] : [],
  );
  return strictest(open, ...tight, ...presumed, byBeside(moment, truth));
}

/** What `.gitattributes` and another tool's ignore file, both in the study, say of a file. */
function byBeside(moment: Moment, { root, path }: Name): Label {
  if (root !== 'study') return 'public';
  const { aiIgnore, gitAttributes = [] } = moment.beside;
  const isOff = specOf(moment, 'organisation').ignoresAiIgnore === true;
  const ignored = aiIgnore !== undefined && !isOff && [false, true].some((anyCase) => covers(aiIgnore.pattern, '', path, anyCase));
  const attributed = [false, true].map((anyCase): Label => {
    const last = gitAttributes.filter(({ pattern }) => covers(pattern, '', path, anyCase)).at(-1);
    return last === undefined || last.says === '-vigie' ? 'public' : last.says === 'vigie=secret' ? 'secret' : 'sensitive';
  });
  return strictest(ignored ? 'secret' : 'public', ...attributed);
}

/** The least label of what is under a name. */
export function labelOfName(moment: Moment, key: string): Label {
  const name = nameOf(key);
  const truthKey = moment.deleted.has(key) ? key : (name.leadsTo ?? key);
  if (truthKey !== key && moment.deleted.has(truthKey)) return 'secret';
  const others = namesOfSame(truthKey).filter((each) => each !== truthKey && isIndexed(moment, each));
  const shared = others.length === 0 || moment.deleted.has(truthKey) ? [] : others.map((each) => byPath(moment, nameOf(each), nameOf(each)));
  return strictest(byPath(moment, name, nameOf(truthKey)), ...shared.filter(isTight));
}

/** Whether a flagged file's passages and other names are known: it must lie in a folder that is opened, and be there. */
export function isIndexed({ bothFolders, deleted }: Moment, key: string): boolean {
  const { root } = nameOf(key);
  return !deleted.has(key) && (root === 'study' || (root === 'second' && bothFolders));
}

/** The least label of some whole rows of a table, wherever they stand. */
export function labelOfRows(moment: Moment, key: string): Label {
  const holders = namesOfSame(nameOf(key).leadsTo ?? key).filter((each) => isIndexed(moment, each));
  return strictest(...holders.map((each) => byPath(moment, nameOf(each), nameOf(each))).filter(isTight));
}

/** The least label of a text in an editor, but for the values planted in it. */
export function labelOfShown(moment: Moment, { name: key, view, unsaved }: Shown): Label {
  const { marker, presumed } = nameOf(key);
  const written: Label[] = unsaved === 'a marker' ? ['secret'] : marker === undefined ? [] : [marker];
  const kin = presumed === 'data' || nameOf(nameOf(key).leadsTo ?? nameOf(key).sameAs ?? key).presumed === 'data' ? [labelOfRows(moment, key)] : [];
  switch (view) {
    case 'untitled':
      return strictest('internal', ...written, ...kin);
    case 'memfs':
    case 'github':
    case 'made':
    case 'output':
    case 'search':
      return strictest('sensitive', ...kin);
    case 'cellOutput':
      return strictest('sensitive', ...kin, labelOfName(moment, key));
    case 'file':
    case 'dots':
    case 'git':
    case 'gitlens':
    case 'cell':
    case 'history':
    case 'remote':
    case 'unsaved':
      return strictest(labelOfName(moment, key), ...written, ...kin);
  }
}

/** The least label of a planted value, wherever it stands. */
export function labelOfPlant(moment: Moment, { kind }: Plant): Label {
  if (kind === 'password') return 'secret';
  const all = counting(moment).map((layer) => [layer, specOf(moment, layer)] as const);
  if (kind === 'study-number') return strictest(...all.flatMap(([, { studyNumber }]) => studyNumber?.label ?? []));
  const off = (layer: LayerName): boolean => specOf(moment, layer).nir === 'off';
  const folders = all.map(([layer]) => layer).filter((layer) => layer === 'study' || layer === 'second');
  const isOff = all.every(([, { nir }]) => nir !== 'on') && (off('organisation') || folders.every(off));
  return isOff ? 'public' : 'sensitive';
}

/** How much the destination may receive. */
export function clearanceOf(moment: Moment): Label {
  const { to } = moment;
  const all = counting(moment);
  const said = (of: readonly LayerName[], means: (address: string) => boolean): Label[] =>
    of.flatMap((layer) => (specOf(moment, layer).clearances ?? []).filter(({ of: address }) => means(address)).map(({ label }) => label));
  const exactly = said(['organisation'], (address) => names(address, to));
  const usual: Label = to === 'elsewhere' ? 'internal' : 'sensitive';
  const start = exactly.length > 0 ? laxest(...exactly) : usual;
  const lowering = exactly.length > 0 ? all.filter((layer) => layer !== 'organisation') : all;
  return laxest(start, ...said(lowering, (address) => names(address, to) || mayMean(address, to)));
}

function names(address: string, to: DestinationName): boolean {
  return to === 'elsewhere' ? address === 'address of elsewhere' : address === 'address of here' || address === 'this-machine';
}

function mayMean(address: string, to: DestinationName): boolean {
  return to === 'elsewhere' ? address === 'host of elsewhere' || address === 'below its name' : to === 'mistral' && address === 'mistral';
}

/** Why nothing at all may be sent now; undefined where there is no such reason. */
export function standstill(moment: Moment): string | undefined {
  if (!moment.trusted) return 'the workspace is not trusted';
  const { listed, clearances = [] } = specOf(moment, 'organisation');
  if (listed === true && !clearances.some(({ of }) => names(of, moment.to))) return 'the organisation does not list the destination';
  const broken = counting(moment).find((layer) => moment.rules[layer]?.now.broken !== undefined);
  return broken !== undefined && moment.to === 'elsewhere' ? `the rules of ${broken} are broken` : undefined;
}
