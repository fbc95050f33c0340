import * as l10n from '@vscode/l10n';
import type { Detector, Hit } from './detector.ts';

/**
 * What people put between the groups of a NIR: nothing, a space (plain, no-break U+00A0, narrow no-break U+202F,
 * thin U+2009), a dot or a hyphen.
 */
const gap = '[ \\u00a0\\u202f\\u2009.-]?';

/**
 * Sex, year, month, department, commune, order, key: CNAM's own pattern for the NIR of a person born in France or
 * abroad, with the groups that people write it in. Month 13 to 19 do not occur; 20 to 99 stand for an unknown month.
 * Digits before or after would make it a longer number, digits and a point before it a fraction; a comma separates
 * columns.
 */
const written = new RegExp(
  `(?<![0-9]|[0-9]\\.)([12])(${gap})(\\d{2})${gap}(0[1-9]|1[0-2]|[2-9]\\d)${gap}(\\d{2}|2[ABab])${gap}(\\d{3})${gap}(\\d{3})(?:${gap}(\\d{2}))?(?![0-9])`,
  'g',
);

/** Words that say that a number of 13 digits is a NIR: it has no key to tell. A name may hold them: `num_nir`. */
const context = /(?<!\p{L})(nir|nss|num[ée]?ro_?s[ée]cu|num_?s[ée]cu|n[°o]?\s*(de\s+)?s[ée]cu|n[°o]\s*ss|s[ée]curit[ée]\s+sociale|insee|matricule)/iu;

/** How far before a number such a word may stand, in characters: about one line of code. */
const contextReach = 80;

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

/** French social-security numbers: 15 characters with a right key, or 13 that are written or announced as one. */
export const nir: Detector = {
  rule: 'nir',
  label: 'sensitive',
  placeholder: 'NIR',
  redacts: true,
  reason: () => l10n.t('It holds what reads as a social-security number (NIR).'),
  detect(text) {
    const hits: Hit[] = [];
    for (const match of text.matchAll(written)) {
      const [whole, sex, firstGap, year, month, department, commune, order, key] = match;
      const body = `${sex}${year}${month}${department}${commune}${order}`;
      const keyed = key !== undefined && Number(key) === nirKey(body);
      // What looks like a wrong key may be the next column, so the 13 characters before it still count.
      if (keyed || isSpace(firstGap) || announced(text, match.index)) {
        hits.push({ start: match.index, end: match.index + whole.length });
      }
    }
    return hits;
  },
};

/** Only people write spaces into a number; a point after the first digit is more likely a decimal one. */
function isSpace(gapText: string | undefined): boolean {
  return gapText?.trim() === '' && gapText !== '';
}

/** Whether a word just before `offset`, in characters, says that a NIR follows. */
function announced(text: string, offset: number): boolean {
  return context.test(text.slice(Math.max(0, offset - contextReach), offset));
}
