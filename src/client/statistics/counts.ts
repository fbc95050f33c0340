/** What became of suggestions, in numbers; of their content nothing is kept. */
export interface Counts {
  /** Suggestions that the editor was given to show. */
  readonly offered: number;
  /** Of these, how many were taken to their end. */
  readonly whole: number;
  /** Of these, how many were taken in part only. */
  readonly partly: number;
  /** Characters that were taken. */
  readonly characters: number;
}

/** Counts by day (local, `2026-03-01`) and by language. */
export type Days = Readonly<Record<string, Readonly<Record<string, Counts>>>>;

export const none: Counts = { offered: 0, whole: 0, partly: 0, characters: 0 };

/** Days that are kept, today among them. */
export const keptDays = 30;

/** The local day of a moment. */
export function dayOf(date: Date): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

export function sumOf(...counts: readonly Counts[]): Counts {
  return counts.reduce((sum, { offered, whole, partly, characters }) => ({
    offered: sum.offered + offered,
    whole: sum.whole + whole,
    partly: sum.partly + partly,
    characters: sum.characters + characters,
  }), none);
}

/** The days with those of another account added, without what is older than is kept. */
export function merged(days: Days, more: Days, today: Date): Days {
  const first = dayOf(new Date(today.getFullYear(), today.getMonth(), today.getDate() - keptDays + 1));
  const names = [...new Set([...Object.keys(days), ...Object.keys(more)])].filter((day) => day >= first).sort();
  return Object.fromEntries(names.map((day) => [day, mergedDay(days[day] ?? {}, more[day] ?? {})]));
}

function mergedDay(day: Days[string], more: Days[string]): Days[string] {
  const languages = new Set([...Object.keys(day), ...Object.keys(more)]);
  return Object.fromEntries([...languages].map((language) => [language, sumOf(day[language] ?? none, more[language] ?? none)]));
}

/** The counts of all days by language, the most offered first. */
export function byLanguage(days: Days): [language: string, counts: Counts][] {
  const languages = new Set(Object.values(days).flatMap((day) => Object.keys(day)));
  return [...languages]
    .map((language): [string, Counts] => [language, sumOf(...Object.values(days).map((day) => day[language] ?? none))])
    .sort(([, a], [, b]) => b.offered - a.offered);
}

/** The counts of all languages by day, the latest first. */
export function byDay(days: Days): [day: string, counts: Counts][] {
  return Object.entries(days)
    .map(([day, counts]): [string, Counts] => [day, sumOf(...Object.values(counts))])
    .sort(([a], [b]) => (a < b ? 1 : -1));
}
