import { join } from 'node:path';

/** Folders that files of a world lie in, below its base. `study` and `second` are opened in the editor. */
export const roots = { top: 'top', study: 'top/study', second: 'second', outside: 'outside' } as const;
export type Root = keyof typeof roots;

/** What of a text a detector looks for. */
export type PlantKind = 'nir' | 'password' | 'study-number';

/** A value in a text that must not be seen where its kind may not go, whatever the text's own label. */
export interface Plant {
  readonly kind: PlantKind;
  readonly value: string;
}

/** One name of a file of the world, as a naive reader knows it. */
export interface Name {
  readonly root: Root;
  /** Below the root. */
  readonly path: string;
  /** The one word that stands in every line of this file and nowhere else. */
  readonly canary: string;
  readonly text: string;
  readonly plants: readonly Plant[];
  /** Whether everybody presumes records, or passwords, behind such a name. */
  readonly presumed?: 'data' | 'credentials';
  readonly marker?: 'sensitive' | 'secret';
  /** What such a file of the workspace says to a model, if anything. */
  readonly says?: 'instructions' | 'prompt';
  /** The name that a symbolic link leads to; its text is that one's. */
  readonly leadsTo?: string;
  /** The name that this is a hard link of. */
  readonly sameAs?: string;
}

/** NIRs that belong to nobody: born in a month that is not one. @returns 13 digits with their key (97 less the remainder). */
export function invented(number: number): string {
  const body = `18555750060${String(number).padStart(2, '0')}`;
  return `${body}${String(97 - Number(BigInt(body) % 97n)).padStart(2, '0')}`;
}

/** As people write a NIR. */
export function spaced(nir: string): string {
  return nir.replace(/^(.)(..)(..)(..)(...)(...)(..)$/, '$1 $2 $3 $4 $5 $6 $7');
}

export const plants = {
  nir: { kind: 'nir', value: invented(11) },
  otherNir: { kind: 'nir', value: invented(12) },
  typedNir: { kind: 'nir', value: invented(13) },
  instructedNir: { kind: 'nir', value: invented(14) },
  promptedNir: { kind: 'nir', value: invented(15) },
  password: { kind: 'password', value: 'Gr1ppe-Zk7pWq' },
  environ: { kind: 'password', value: 'Rhume-Vb4xTn91' },
  studyNumber: { kind: 'study-number', value: 'EPI-482913' },
} as const satisfies Record<string, Plant>;

let canaries = 0;

function newCanary(): string {
  canaries += 1;
  return `kanari${String.fromCharCode(97 + Math.floor(canaries / 26), 97 + (canaries % 26))}`;
}

/** A program of some lines; `more` are lines of its own. */
function program(root: Root, path: string, more: readonly string[] = [], rest: Partial<Name> = {}): Name {
  const canary = newCanary();
  const marker = rest.marker === undefined ? [] : [`# vigie: ${rest.marker}`];
  const lines = [1, 2, 3].map((line) => `count_${canary}_${line} <- ${line * 7}`);
  return { root, path, canary, plants: [], text: [...marker, ...lines, ...more, `plot(${canary})`, ''].join('\n'), ...rest };
}

/** A table of counts: rows long enough to be known again, which tell of nobody. */
function table(root: Root, path: string): Name {
  const canary = newCanary();
  const row = (number: number): string => {
    const weight = (number * 7919 + canary.charCodeAt(7) * 104_729 + canary.charCodeAt(6) * 31) % 99_991;
    return [`2025-W${10 + number}`, `${canary}${weight}`, `${weight * 3}.${number % 10}`, `site${(weight * 17) % 9973}`].join(';');
  };
  const rows = Array.from({ length: 12 }, (_, number) => row(number));
  return { root, path, canary, plants: [], presumed: 'data', text: ['week;serie;total;place', ...rows, ''].join('\n') };
}

/** Another name of a file: a symbolic link to `leadsTo`, or a hard link of `sameAs`. */
function otherName(root: Root, path: string, how: Pick<Name, 'leadsTo' | 'sameAs' | 'says'>): Name {
  const original = originals[how.leadsTo ?? how.sameAs ?? ''];
  if (original === undefined) throw new Error(`${path} is a name of nothing.`);
  const { canary, text, plants: held, marker } = original;
  return { root, path, canary, text, plants: held, ...(marker && { marker }), ...how };
}

const originals: Readonly<Record<string, Name>> = {
  model: program('study', 'R/model.R'),
  open: program('study', 'R/open.R', ['id <- "EPI-482913"'], { plants: [plants.studyNumber] }),
  'model in capitals': program('study', 'R/MODEL.R'),
  marked: program('study', 'R/marked.R', [], { marker: 'sensitive' }),
  sealed: program('study', 'R/sealed.R', [], { marker: 'secret' }),
  'with a NIR': program('study', 'R/nir.R', [`one <- subset(x, id == "${plants.nir.value}")`], { plants: [plants.nir] }),
  'with a spaced NIR': program('study', 'R/nir2.R', [`# ${spaced(plants.otherNir.value)} twice`], { plants: [plants.otherNir] }),
  'with a password': program('study', 'R/connect.R', [`password <- "${plants.password.value}"`], { plants: [plants.password] }),
  linelist: table('study', 'data/individual/linelist.csv'),
  'open counts': table('study', 'data/open/counts.csv'),
  'counts beside open': table('study', 'data/OPEN/raw.csv'),
  backup: table('study', 'data/counts.csv.bak'),
  weekly: table('study', 'data/weekly.tsv'),
  accented: program('study', 'études/modèle.R'.normalize('NFC')),
  decomposed: program('study', 'études/notes.R'.normalize('NFD')),
  private: program('study', 'private/plan.R'),
  spaced: program('study', 'with space/run me.R'),
  environ: program('study', '.Renviron', [`DB_PASSWORD=${plants.environ.value}`], { presumed: 'credentials', plants: [plants.environ] }),
  notebook: program('study', 'notebooks/analysis.ipynb'),
  'model of the second': program('second', 'R/model.R'),
  'counts of the second': table('second', 'data/open/counts.csv'),
  beside: program('top', 'notes/private/side.R'),
  outside: program('outside', 'plan.R'),
  'table outside': table('outside', 'rows.csv'),
  instructions: program('study', '.vigie/instructions.md', [`id <- "${plants.instructedNir.value}"`], {
    says: 'instructions',
    plants: [plants.instructedNir],
  }),
  'instructions of the second': program('second', '.vigie/instructions.md', [], { says: 'instructions' }),
  prompt: program('study', '.vigie/prompts/rates.md', ['{{selection}}', `id <- "${plants.promptedNir.value}"`], {
    says: 'prompt',
    plants: [plants.promptedNir],
  }),
  'marked prompt': program('study', '.vigie/prompts/sites.md', ['{{argument}}'], { says: 'prompt', marker: 'sensitive' }),
  'prompt of the second': program('second', '.vigie/prompts/weights.md', [], { says: 'prompt' }),
};

/** Every name of the world. The links come last, since what they lead to must be there. */
export const names: Readonly<Record<string, Name>> = {
  ...originals,
  'link to the line list': otherName('study', 'R/link.R', { leadsTo: 'linelist' }),
  'link to private': otherName('study', 'R/way.R', { leadsTo: 'private' }),
  'link outwards': otherName('study', 'R/elsewhere.R', { leadsTo: 'outside' }),
  'link inwards': otherName('outside', 'inwards.R', { leadsTo: 'private' }),
  'hard link of private': otherName('study', 'R/hard.R', { sameAs: 'private' }),
  'hard link outside': otherName('outside', 'hard.R', { sameAs: 'private' }),
  'hard link of the line list': otherName('study', 'R/listed.R', { sameAs: 'linelist' }),
  'prompt that leads to private': otherName('study', '.vigie/prompts/plan.md', { leadsTo: 'private', says: 'prompt' }),
  'prompt that is the line list': otherName('study', '.vigie/prompts/listed.md', { sameAs: 'linelist', says: 'prompt' }),
};

export const nameKeys: readonly string[] = Object.keys(names);

/** The files with which a workspace says something to a model. */
export function namesThatSay(what: 'instructions' | 'prompt'): string[] {
  return nameKeys.filter((key) => nameOf(key).says === what);
}

export function nameOf(key: string): Name {
  const name = names[key];
  if (name === undefined) throw new Error(`No file is called ${key}.`);
  return name;
}

/** Where a name lies on the disk, links not followed. @param base of the world. */
export function pathOf(base: string, { root, path }: Name): string {
  return join(base, roots[root], path);
}

/** The names of one and the same file, but the symbolic links. */
export function namesOfSame(key: string): string[] {
  const first = nameOf(key).leadsTo ?? key;
  const original = nameOf(first).sameAs ?? first;
  return nameKeys.filter((each) => each === original || nameOf(each).sameAs === original);
}

/** Some whole rows of a table, without its header. */
export function rowsOf(key: string): string {
  return nameOf(key).text.split('\n').slice(3, 8).join('\n');
}
