import type { LayerName } from './story.ts';

/** A pattern with its meaning said apart from any matcher. */
interface Pattern {
  readonly lines: readonly string[];
  /** Whether it is a pattern for any folder; if not, it is written from the study's (or the rule file's) folder on. */
  readonly anywhere: boolean;
  /**
   * @param path in NFC, from the pattern's folder on.
   * @param c how letters of the pattern are compared: as they are, or all small.
   */
  readonly covers: (path: string, c: (letters: string) => string) => boolean;
}

const within = (folder: string): Pattern => ({
  lines: [`${folder}/**`],
  anywhere: false,
  covers: (path, c) => path.startsWith(c(`${folder}/`)),
});
const ending = (end: string): Pattern => ({ lines: [`*${end}`], anywhere: true, covers: (path, c) => path.endsWith(c(end)) });

export const patterns = {
  'R/model.R': { lines: ['R/model.R'], anywhere: false, covers: (path, c) => path === c('R/model.R') },
  '*': { lines: ['*'], anywhere: true, covers: () => true },
  '*.R': ending('.R'),
  '*.csv': ending('.csv'),
  'R/** but R/open.R': {
    lines: ['R/**', '!R/open.R'],
    anywhere: false,
    covers: (path, c) => path.startsWith(c('R/')) && path !== c('R/open.R'),
  },
  'data/**': within('data'),
  'data/open/**': within('data/open'),
  'études/**': within('études'.normalize('NFC')),
  'with space/**': within('with space'),
  'notebooks/*.ipynb': {
    lines: ['notebooks/*.ipynb'],
    anywhere: false,
    covers: (path, c) => path.startsWith(c('notebooks/')) && path.endsWith(c('.ipynb')),
  },
  '**/private/**': { lines: ['**/private/**'], anywhere: true, covers: (path, c) => `/${path}`.includes(c('/private/')) },
} satisfies Record<string, Pattern>;

export type PatternKey = keyof typeof patterns;
export const patternKeys = Object.keys(patterns) as [PatternKey, ...PatternKey[]];

/** Patterns that mean the same to git's attributes, which know no exceptions and cover no folders by their names. */
export const attributePatterns = patternKeys.filter((key) => patterns[key].lines.length === 1 && !patterns[key].lines[0]!.includes(' '));

/** The folders between a layer's root and the study; patterns that are not for any folder begin with them. */
export function prefixOf(layer: LayerName, base: string): string {
  const beginnings: Record<LayerName, string> = {
    study: '',
    second: '',
    parent: 'study/',
    organisation: `${base}/top/study/`,
    user: `${base}/top/study/`,
  };
  return beginnings[layer];
}

/** A pattern as it is written in a layer's file. */
export function written(key: PatternKey, prefix: string): string[] {
  const { lines, anywhere }: Pattern = patterns[key];
  return lines.map((line) => (anywhere ? line : line.startsWith('!') ? `!${prefix}${line.slice(1)}` : `${prefix}${line}`));
}

/** Whether a pattern covers a path, both in one layer. @param path from the layer's root on; absolute for machine layers. */
export function covers(key: PatternKey, prefix: string, path: string, anyCase: boolean): boolean {
  const c = (letters: string): string => (anyCase ? letters.toLowerCase() : letters);
  const pattern: Pattern = patterns[key];
  const whole = c(path.normalize('NFC'));
  const start = c(prefix.normalize('NFC'));
  if (pattern.anywhere) return pattern.covers(whole, c);
  return whole.startsWith(start) && pattern.covers(whole.slice(start.length), c);
}
