import * as l10n from '@vscode/l10n';
import type { Detector, Hit } from './detector.ts';
import { Look, matchesOf, signOf, stepsOf, type Step } from './look.ts';

/**
 * What people put between the groups of a NIR, at most twice: a space (plain, tab, no-break, figure, thin, narrow),
 * a hyphen or dash, a dot, a slash, an underscore.
 */
const separator = '[ \\t\\u00a0\\u2002-\\u200a\\u202f\\u3000\\u2010-\\u2013\\u2212./_-]';

/** A literal that goes on in the next one: `paste0("2850275", "123456")`, `'2850275' || '123456'`. */
const join = `["'] {0,2}(?:,|\\+|\\|\\|) {0,2}["']`;
const gap = `(${separator}{0,2}|${join})`;

/** What may stand between number and key besides: the next column, with its quotes. */
const keyGap = `(${separator}{0,2}|["']?[ \\t]?[;,|\\t][ \\t]?["']?)`;

/**
 * The 13 characters in the groups sex, year, month, department, commune, order, then perhaps the key. A digit before or
 * after makes it a longer number, a digit and a point before it a fraction; a comma separates columns.
 */
const grouped = new RegExp(
  `(?<![0-9]|[0-9]\\.)([1-8])${gap}(\\d\\d)${gap}(\\d\\d)${gap}(\\d[\\dABab])${gap}(\\d{3})${gap}(\\d{3})(?:${keyGap}(\\d\\d))?(?![0-9])`,
  'g',
);

/** 13 or 15 in threes, as spreadsheets group large numbers. */
const space = '[ \\u00a0\\u202f\\u2009]';
const thousands = new RegExp(
  `(?<![0-9]|[0-9][.,]|[0-9]${space})([1-8](?:${space}\\d{3}){4}|[1-8]\\d\\d(?:${space}\\d{3}){4})(?![0-9]|${space}\\d{3}(?![0-9]))`,
  'g',
);

/** The key behind a number in threes: as any other, or set off in a column of its own. */
const keyBehind = new RegExp(`^${keyGap}(\\d\\d)(?![0-9])`);
const keyReach = 8;

/** A large number in R's and Python's scientific notation, all of whose 15 digits are given. */
const scientific = /(?<![0-9.])([1-8])\.(\d{14})[eE]\+?14(?![0-9])/g;

/** A number that ends with the text but for the last digit of its key: somebody is typing it, or the text was cut there. */
const unfinished = new RegExp(
  `(?<![0-9]|[0-9]\\.)[1-8]${gap}\\d\\d${gap}\\d\\d${gap}\\d[\\dABab]${gap}\\d{3}${gap}\\d{3}${separator}{0,2}\\d$`,
);
const unfinishedReach = 60;

/** Words that say that a number of 13 digits is a NIR: it has no key to tell. A name may hold them: `num_nir`. */
const context =
  /(?<!\p{L})(nir|nss|(?:nia|nnp|ssn|ins)(?!\p{L})|num[ée]?ro_?s[ée]cu|num_?s[ée]cu|num_?ss|n[°o]?\s{0,3}(de\s{1,3})?s[ée]cu|n[°o]\s{0,3}ss|s[ée]curit[ée]\s{1,3}sociale|insee|matricule)/iu;

/** How far before a number such a word may stand, in characters: about one line of code. */
const contextReach = 80;

/** How far after such a number the next may stand without a word of its own, in characters: one row of a table. */
const rowReach = 200;

/**
 * The national health identity (INS): its identifiers of what a number is, from ANS's list of OIDs: .8 a NIR, .9 a NIA,
 * .10 a test, .11 a demonstration. How far from its number one may stand, in characters: one FHIR identifier, one
 * field of HL7.
 */
const insOid = /1\.2\.250\.1\.213\.1\.4\.(8|9|10|11)(?![0-9])/g;
const oidReach = 120;

/**
 * The key of a NIR: 97 less the remainder of its first 13 characters by 97, where 2A counts as 19 and 2B as 18 in
 * the place of the department (decree 82-103 of 22 January 1982; INSEE's description of the NIR).
 * @param body the 13 characters without gaps.
 */
export function nirKey(body: string): number {
  const department = body.slice(5, 7).toUpperCase();
  const digits = body.slice(0, 5) + (department === '2A' ? '19' : department === '2B' ? '18' : department) + body.slice(7);
  return 97 - (Number(digits) % 97);
}

/** A number in the form of a NIR, with what speaks for it. */
interface Candidate extends Hit {
  /** Whether two digits stand behind, and whether they are its key. */
  readonly key: 'none' | 'right' | 'wrong';
  /** Whether the key stands in a column, or a literal, of its own. */
  readonly keyApart: boolean;
  /** Whether it is written as only people write one: its groups set off by spaces. */
  readonly spelt: boolean;
}

/** Digits and letters of East Asian keyboards. */
const wide = /[\uff10-\uff19\uff21\uff22\uff41\uff42]/g;
const someWide = signOf(wide);

/**
 * French social-security numbers, also those of people on their way to one: 15 characters with a right key, or 13 that
 * are written or announced as one.
 */
export const nir: Detector = {
  rule: 'nir',
  label: 'sensitive',
  placeholder: 'NIR',
  redacts: true,
  reason: () => l10n.t('It holds what reads as a social-security number (NIR).'),
  detect(original, look = new Look(original)) {
    const narrow = look.has(someWide) ? new Look(original.replace(wide, halfWidth)) : look;
    const { text } = narrow;
    const found = candidates(narrow);
    if (found.length === 0) return [];
    const oids = [...text.matchAll(insOid)].map(({ index: at, 1: kind }) => ({ at, real: kind === '8' || kind === '9' }));
    const columns = keysInColumns(found);
    const hits: Hit[] = [];
    let last = -Infinity;
    let lastKeyless = -Infinity;
    let nextOid = 0;
    for (const candidate of found) {
      const { start, end, key, keyApart, spelt } = candidate;
      if (start < last || isInHash(text, candidate)) continue;
      while (nextOid < oids.length && (oids[nextOid]?.at ?? 0) < start) nextOid++;
      const oid = nearest(candidate, oids.slice(Math.max(0, nextOid - 1), nextOid + 1));
      if (oid?.real === false) continue;
      const keyed = key === 'right' && (!keyApart || columns);
      if (keyed || spelt || oid?.real === true || start - lastKeyless < rowReach || announced(text, start)) {
        hits.push({ start, end });
        last = end;
        if (key !== 'right') lastKeyless = end;
      }
    }
    return hits;
  },
};

/** Every number in the form of a NIR, in the order of the text. */
function candidates(look: Look): Candidate[] {
  const { text } = look;
  const found = [...look.noted(inGroups).flatMap(({ candidate }) => candidate ?? []), ...thousandsIn(look)];
  for (const { at: index, groups: [whole = '', first = '', rest = ''] } of look.noted(inScientific)) {
    const body = first + rest.slice(0, 12);
    if (!isPossible(body) || keyOf(body, rest.slice(12)) !== 'right') continue;
    found.push({ start: index, end: index + whole.length, key: 'right', keyApart: false, spelt: false });
  }
  const typed = unfinished.exec(text.slice(-unfinishedReach));
  if (typed !== null && isPossible(typed[0].replace(/[^\dABab]/g, '').slice(0, 13))) {
    const start = text.length - typed[0].length;
    // Before the same number without its key, which is found as well.
    found.unshift({ start, end: text.length, key: 'none', keyApart: false, spelt: false });
  }
  return found.sort((a, b) => a.start - b.start);
}

/** A number in groups, or what only looked like one. */
interface Grouped extends Step {
  readonly candidate: Candidate | undefined;
}

const someGrouped = signOf(grouped);

/** How far behind a number it is looked whether it is a fraction, in characters. */
const fractionReach = 4;

const inGroups = stepsOf<Grouped>({
  opening: grouped,
  needs: someGrouped,
  back: someGrouped.reach,
  take: (text, match) => {
    const candidate = inGroupsAt(text, match);
    const next = candidate === undefined ? match.index + 1 : grouped.lastIndex;
    return { candidate, at: match.index, next, seen: match.index + someGrouped.reach + fractionReach + 1 };
  },
  move: ({ at, next, seen, candidate }, by) => ({
    at: at + by,
    next: next + by,
    seen: seen + by,
    candidate: candidate && { ...candidate, start: candidate.start + by, end: candidate.end + by },
  }),
});

function inGroupsAt(text: string, match: RegExpExecArray): Candidate | undefined {
  const [whole, sex = '', g1 = '', year = '', g2 = '', month = '', g3 = '', department = '', g4 = '', ...rest] = match;
  const [commune = '', g5 = '', order = '', gapOfKey = '', digits] = rest;
  const body = sex + year + month + department + commune + order;
  // A point after the first digit alone is a decimal one.
  const isDecimal = g1 === '.' && g2 + g3 + g4 + g5 === '';
  const start = match.index;
  // A key is no fraction: `42.5` is the next column.
  const key = gapOfKey !== '' && isFraction(text, start + whole.length) ? 'wrong' : keyOf(body, digits);
  // What looks like a wrong key is the next column, unless nothing stands between.
  const end = start + whole.length - (key === 'wrong' && gapOfKey !== '' ? gapOfKey.length + 2 : 0);
  if (isDecimal || !isPossible(body) || isFraction(text, end)) return undefined;
  return { start, end, key, keyApart: /[;,|\t"']/.test(gapOfKey), spelt: [g1, g2, g3].every(isSpace) };
}

const inThousands = matchesOf(thousands);
const inScientific = matchesOf(scientific);

function* thousandsIn(look: Look): Generator<Candidate> {
  const { text } = look;
  for (const { at: index, groups: [whole = ''] } of look.noted(inThousands)) {
    const all = whole.replace(/\D/g, '');
    const body = all.slice(0, 13);
    const end = index + whole.length;
    const behind = all.length === 13 ? keyBehind.exec(text.slice(end, end + keyReach)) : null;
    const key = keyOf(body, behind?.[2] ?? (all.slice(13) || undefined));
    if (!isPossible(body) || (all.length === 15 && key === 'wrong')) continue;
    const behindLength = key === 'right' ? (behind?.[0].length ?? 0) : 0;
    yield { start: index, end: end + behindLength, key, keyApart: behind !== null, spelt: false };
  }
}

function keyOf(body: string, key: string | undefined): Candidate['key'] {
  return key === undefined ? 'none' : Number(key) === nirKey(body) ? 'right' : 'wrong';
}

/**
 * Whether columns of two digits behind numbers are their keys: in a table of time stamps and ages one in 97 is right by
 * chance, in one of NIR and keys nearly all.
 */
function keysInColumns(found: readonly Candidate[]): boolean {
  const apart = found.filter(({ key, keyApart }) => keyApart && key !== 'none');
  return apart.filter(({ key }) => key === 'right').length * 2 >= apart.length;
}

/** The number by which INSEE explains what a NIR is made of, which documentation repeats. */
const publishedExample = '1850578006084';

/**
 * Whether 13 characters can be a number that was ever given: CNAM's pattern for people born in France or abroad
 * (months 13 to 19 do not occur, 20 to 99 stand for an unknown one; communes and orders count from 1), NNP and NIA
 * (7 and 8), and migrants (5 and 6). Digits all alike or counting up are somebody's example.
 */
function isPossible(body: string): boolean {
  if (body === publishedExample) return false;
  if (/^(\d)\1+$/.test(body) || '12345678901234567890'.includes(body)) return false;
  return /^[12]\d\d(?:0[1-9]|1[0-2]|[2-9]\d)(?!00)(?:\d\d|2[ABab])(?!000)\d{3}(?!000)\d{3}$/.test(body) || /^[5-8][12]\d{11}$/.test(body);
}

/** Whether a number of 20 and more hexadecimal digits holds it. */
function isInHash(text: string, { start, end }: Hit): boolean {
  const before = /[0-9a-f]{0,64}$/i.exec(text.slice(Math.max(0, start - 64), start))?.[0].length ?? 0;
  const after = /^[0-9a-f]{0,64}/i.exec(text.slice(end, end + 64))?.[0].length ?? 0;
  return before + after > 0 && before + after + end - start >= 20;
}

/** Whether decimals follow; `.0` does behind a number that was read as a floating one. */
function isFraction(text: string, end: number): boolean {
  return /^\.0*[1-9]/.test(text.slice(end, end + fractionReach));
}

/** Only people write spaces into a number. */
function isSpace(gapText: string): boolean {
  return gapText !== '' && gapText.trim() === '';
}

/** The identifier nearest to a number, if any is near. */
function nearest({ start, end }: Hit, oids: readonly { at: number; real: boolean }[]) {
  const distance = ({ at }: { at: number }) => (at < start ? start - at : at - end);
  return oids.filter((oid) => distance(oid) <= oidReach).sort((a, b) => distance(a) - distance(b))[0];
}

/** Whether a word just before `offset`, in characters, says that a NIR follows. */
function announced(text: string, offset: number): boolean {
  return context.test(text.slice(Math.max(0, offset - contextReach), offset));
}

/** The wide digits and letters of East Asian keyboards and some PDF files, one for one. */
function halfWidth(wide: string): string {
  return String.fromCharCode(wide.charCodeAt(0) - 0xfee0);
}
