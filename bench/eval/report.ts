import { figuresOf, gainOf, type Answer, type Figures } from './figures.ts';

/** Who is asked, by name; the same questions in the same order. */
export type Answers = Readonly<Record<string, readonly Answer[]>>;

/** Some of the questions. */
export interface Group {
  readonly title: string;
  readonly figures: Readonly<Record<string, Figures>>;
  /** By how much each one's edit similarity exceeds that of the last, and what may be chance. */
  readonly gains: Readonly<Record<string, { readonly mean: number; readonly error: number }>>;
}

/** The figures by language, of all, by place, and of what only other files can tell. */
export function groupsOf(answers: Answers): Group[] {
  const all = Object.values(answers).flat();
  const languages = [...new Set(all.map(({ question }) => question.file.languageId))];
  const group = (title: string, belongs: (answer: Answer) => boolean): Group[] => {
    if (!all.some(belongs)) return [];
    const own = Object.entries(answers).map(([name, given]) => [name, given.filter(belongs)] as const);
    const [, last = []] = own.at(-1) ?? [];
    return [
      {
        title,
        figures: Object.fromEntries(own.map(([name, given]) => [name, figuresOf(given)])),
        gains: Object.fromEntries(own.slice(0, -1).map(([name, given]) => [name, gainOf(given, last)])),
      },
    ];
  };
  return [
    ...languages.flatMap((language) => group(language, ({ question }) => question.file.languageId === language)),
    ...group('from the line’s start', ({ question }) => question.place === 'start'),
    ...group('from its middle', ({ question }) => question.place === 'middle'),
    ...group('names from other files', ({ question }) => question.elsewhere.length > 0),
    ...group('all', () => true),
  ];
}

const columns: readonly [title: string, of: (figures: Figures) => string][] = [
  ['places', ({ answers }) => String(answers)],
  ['answered', ({ shown }) => percent(shown)],
  ['exact', ({ exact }) => percent(exact)],
  ['similarity', ({ similarity }) => percent(similarity)],
  ['names told', ({ told }) => (Number.isNaN(told) ? '–' : percent(told))],
  ['tokens in', ({ tokensIn }) => String(Math.round(tokensIn))],
  ['out', ({ tokensOut }) => tokensOut.toFixed(1)],
  ['ms', ({ milliseconds }) => String(Math.round(milliseconds))],
];

/** The groups as a table. */
export function written(groups: readonly Group[]): string {
  const head = ['', '', ...columns.map(([title]) => title), 'similarity gained'];
  const body = groups.flatMap(({ title, figures, gains }) =>
    Object.entries(figures).map(([name, own], index) => [index === 0 ? title : '', name, ...columns.map(([, of]) => of(own)), gained(gains[name])]),
  );
  const widths = head.map((_, column) => Math.max(...[head, ...body].map((line) => line[column]?.length ?? 0)));
  return [head, ...body]
    .map((line) => line.map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ').trimEnd())
    .join('\n');
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function gained(gain: { readonly mean: number; readonly error: number } | undefined): string {
  return gain === undefined ? '' : `${gain.mean < 0 ? '−' : '+'}${Math.abs(100 * gain.mean).toFixed(1)} ± ${(100 * gain.error).toFixed(1)}`;
}
