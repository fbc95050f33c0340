import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import type { Hit } from '../detector.ts';
import { Look, signOf } from '../look.ts';
import { isPlaceholder } from './placeholder.ts';

/**
 * Rules of secretlint's that are left out: comments that switch the others off, since a text must not be able to open
 * the gate for itself; and key files of Google's, which it tells by their names.
 */
const leftOut = ['@secretlint/secretlint-rule-filter-comments', '@secretlint/secretlint-rule-gcp'];

/** The rule that reports a key's length from where its name begins: what it says is where to look for the key. */
const misplaced = '@secretlint/secretlint-rule-aws';
const awsKey = /(?::|=>|=)\s*["']?([A-Za-z0-9/+=]{40})/;
const awsReach = 400;

/** What the rules report while they look at one text. */
let reported: (Hit & { readonly misplaced: boolean })[] = [];

/**
 * Secretlint's rules, prepared once: its own entry prepares them anew for every text and works out lines and columns,
 * which takes longer than looking.
 */
const prepared = rules
  .filter(({ meta }) => !leftOut.includes(meta.id))
  .map((rule) =>
    rule.create(
      {
        sharedOptions: {},
        createTranslator: () => (messageId, data) => ({ message: '', messageId: String(messageId), data }),
        ignore: () => undefined,
        report: ({ range: [start, end] }) => reported.push({ start, end, misplaced: rule.meta.id === misplaced }),
      },
      {},
    ),
  );

/**
 * How everything begins that one of the rules finds, in any letter case: where none of it stands, no rule is asked. To
 * be looked through with every new version of theirs.
 */
const sign = signOf(
  new RegExp(
    [
      'secret_?access_?key',
      '-----BEGIN',
      '(?:https?|ftps?)://[\\w-]{1,256}:',
      '(?:mongodb(?:\\+srv)?|mysqlx?|postgres(?:ql)?)://',
      'xox[a-z]-|xapp-|hooks\\.slack\\.com',
      'SG\\.\\w{1,128}\\.\\w',
      '(?:npm|gh[a-z]|github_pat|shp[a-z]{2}|glc|glsa|gsk|hf|lin_api|ntn|ops|vc[a-z]|dckr_pat|figd)_[\\w+/=-]{20}',
      '(?:glpat-|sk-|hv[a-z]\\.|dapi)[\\w-]{20}',
    ].join('|'),
    'i',
  ),
);

/** An address that holds a password, of which nothing else is secret. */
const address = /^[^\s:/]{1,40}:\/\/[^\s:/@]{0,256}:([^\s/@]{1,256})@/;

/**
 * Tokens, keys and passwords in addresses of well-known services, in the order of secretlint's rules.
 * @throws Error where a rule does not answer at once: its hits would be lost.
 */
export function wellKnown(text: string, look = new Look(text)): Hit[] {
  if (!look.has(sign)) return [];
  reported = [];
  const source = { content: text, filePath: '/fragment', ext: '', contentType: 'text' };
  for (const rule of prepared) {
    const later: unknown = rule.file?.(source as SourceOfRules);
    if (later !== undefined) throw new Error('A rule of secretlint does not answer at once.');
  }
  return reported.flatMap((hit) => (hit.misplaced ? justKey(text, hit) : justPassword(text, hit)));
}

type SourceOfRules = Parameters<NonNullable<ReturnType<(typeof rules)[number]['create']>['file']>>[0];

function justKey(text: string, { start, end }: Hit): Hit[] {
  const match = awsKey.exec(text.slice(start, start + awsReach));
  if (match === null) return [{ start, end: Math.min(text.length, end + awsReach) }];
  const till = start + match.index + match[0].length;
  return [{ start: till - (match[1] ?? '').length, end: till }];
}

function justPassword(text: string, { start, end: till }: Hit): Hit[] {
  const [upToHost, password = ''] = address.exec(text.slice(start, till)) ?? [];
  // GitHub takes the token as the user, and this word as the password.
  if (upToHost === undefined || password === 'x-oauth-basic') return [{ start, end: till }];
  const end = start + upToHost.length - 1;
  return isPlaceholder(password) ? [] : [{ start: end - password.length, end }];
}
