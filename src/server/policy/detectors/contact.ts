import * as l10n from '@vscode/l10n';
import type { Detector, Hit } from './detector.ts';
import { ownCopy } from '../ownCopy.ts';
import { Look, matchesOf, signOf, stepsOf, type Match, type Note, type Step } from './look.ts';

/** What an address is made of on either side of its `@`; lengths as RFC 5321, 4.5.3.1 bounds them. */
const localPart = /[\w.%+-]{1,64}$/;
const domain = /^[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,5}\.[A-Za-z]{2,24}(?![A-Za-z0-9(])/;

/**
 * French telephone numbers, national or international, in pairs or in one. Source: Arcep's numbering plan (decision
 * 2018-0881). Numbers reserved for fiction are not left out: who writes one beside a result may have meant it.
 */
const phone = /(?<![\d+]|\d[.,])(?:(?:\+|00)33[ .\u00a0\u202f]?(?:\(0\))?[ .\u00a0\u202f]?[1-9]|0[1-9])(?:[ .\u00a0\u202f-]?\d\d){4}(?![\d]|[.,]\d)/g;

/** What every address has. */
const email = signOf(/[\w.%+-]@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,5}\.[A-Za-z]{2}/, '@');
const numbers = matchesOf(phone);

/** Addresses of functions and of examples (RFC 2606), and what only looks like an address. */
const nobody =
  /^(?:no-?reply|ne-?pas-?repondre|contact|info|support|admin|webmaster|postmaster|help|aide|git|root|user|secretariat|equipe|team|alerte?s?|veille|bot|notifications?|prenom\.nom|nom\.prenom|first\.last|name|email|mail|you|vous|xxx+)@|@(?:[\w-]+\.)*(?:example|exemple)(?:\.\w+)?$|@(?:localhost|.*noreply.*)/i;

/** Words of a line that names who made or looks after something. */
const author =
  /(?:authors?|\bauteure?s?\b|\bmaintainer|mainteneu|\bcontact\s*:|\bcorrespond|copyright|©|\(c\)|licen[cs]e|signed-off-by|co-authored-by|reviewed-by|\bcommit\b|committer|\bperson\(|\bcreator|contributor|responsable|référent|redact(?:eur|rice)|rédact|écrit par|cr[éeè]+ par|written by|created by|programm(?:eu|ed|er)|statisticien|développ|\burl\b|mailto:|https?:\/\/|ssh:\/\/|from\s*[=:]|\bto\s*[=:]|\bcc\s*[=:]|reply.?to|user\.email|user\.name|orcid)/i;

/** Words of a result or of care: with them an address is somebody's who is ill, tested or treated. */
const result =
  /(?<!\p{L})(?:positi(?:f|ve|vit[ée])s?|n[ée]gati(?:f|ve)s?|diagnosti(?:c|qu[ée]e?|sed)|s[ée]rologies?|s[ée]ropositi\p{L}+|pcr|vih|hiv|vhc|vhb|tuberculose|rougeole|hospitalis[ée]e?s?|d[ée]c[ée]d[ée]e?s?|vaccin[ée]e?s?|sympt[oô]m\p{L}*|contamin[ée]e?s?|infect[ée]e?s?|malades?|patiente?s?|enceinte|cancer|diab[èe]te|traitements?|r[ée]sultats?)(?!\p{L})/iu;

/** `DUPOND Marie`, `Mme Dupond`, or two cells of a row that each hold a word in capitals. */
const person = /(?<!\p{L})(?:(?:M\.|Mr|Mme|Mlle|Monsieur|Madame)\s+\p{Lu}\p{L}+|\p{Lu}[\p{Lu}'’-]{2,}[ ;,|\t"']{1,5}\p{Lu}\p{Ll}+|\p{Lu}\p{Ll}+[ ;,|\t"']{1,5}\p{Lu}[\p{Lu}'’-]{2,})(?!\p{L})/u;

/** Words of a place of care or an office, whose landlines are in directories. */
const institution =
  /(?<!\p{L})(?:h[oôÔ]pita(?:l|ux)|hospices?|hospitalier|ap-?h[pm]|chr?u?|cliniques?|centre|polyclinique|ehpad|laboratoires?|labo|pharmacie|institut|fondation|cabinet|ars|cpam|mairie|pr[ée]fecture|universit[ée]|finess)(?!\p{L})/iu;
const landline = /^(?:(?:\+|00)33[ .\u00a0\u202f]?(?:\(0\))?[ .\u00a0\u202f]?|0)[1-589]/;

/** What announces, in a line of commentary, whom a reader may write to. */
const correspondent = /(?:questions?|remarques?|renseignements?|contact|suivi|support|help)\s{0,3}(?:[:àa]|to\b)|(?:contacter|s['’]adresser à|écrire à|demander à|voir avec|ask)\s/i;

/** How a line of commentary begins in R, Python, SQL, SAS, Stata, TeX and YAML. */
const comment = /^\s*(?:#|\/\/|\/?\*|--|%|<!--)/;

/** A value that begins with a capital letter: in quotes or between delimiters. */
const capitalisedValue = /(?<=["';,|\t]\s?)\p{Lu}[\p{L}'’-]{2,30}|^\p{Lu}[\p{L}'’-]{2,30}(?=[;,|\t])/gu;

/** The longest line that is read around an address, and how far above it an author may be announced, in characters. */
const lineReach = 300;
const authorReach = 200;

/**
 * E-mail addresses and French telephone numbers beside a person's name or a result: in a row of values, or in a line
 * that speaks of a patient. Addresses of authors, of senders and of functions are not.
 */
export const contact: Detector = {
  rule: 'contact',
  label: 'sensitive',
  placeholder: 'CONTACT',
  redacts: true,
  reason: () => l10n.t('It holds an e-mail address or a telephone number beside a name or a result.'),
  detect: (text, look = new Look(text)) => look.noted(judgedAddresses).hits,
};

/** What was judged, and what it was judged by. */
interface Judged {
  readonly emails: readonly Reading[];
  readonly numbers: readonly Match[];
  readonly addresses: readonly Hit[];
  readonly hits: readonly Hit[];
}

/** The addresses beside a name or a result. Where all of them stand farther before a change than is read around them, nothing is another. */
const judgedAddresses: Note<Judged> = {
  of: (look, earlier) => {
    const [read, numbered] = [look.noted(emails), look.noted(numbers)];
    if (earlier?.note.emails === read && earlier.note.numbers === numbered && (earlier.note.addresses.at(-1)?.end ?? -lineReach) + lineReach <= earlier.same) {
      return earlier.note;
    }
    const addresses = [...read.flatMap(({ address }) => address ?? []), ...phones(numbered)].sort((a, b) => a.start - b.start);
    return { emails: read, numbers: numbered, addresses, hits: somebodys(look.text, addresses) };
  },
};

function somebodys(text: string, addresses: readonly Hit[]): Hit[] {
  let around: Surroundings | undefined;
  return addresses.filter((address) => {
    if (around === undefined || address.start >= around.end) around = surroundings(text, address.start, addresses);
    const inBrackets = text[address.start - 1] === '<' && text[address.end] === '>';
    return isSomebodys(text.slice(address.start, address.end), inBrackets, around);
  });
}

/** The line that an address stands in, or a part of it where it is long. */
interface Surroundings {
  readonly end: number;
  /** The line without the addresses in it. */
  readonly beside: string;
  /** Whether an author is announced in the line, in the lines above it. */
  readonly authorHere: boolean;
  readonly authorAbove: boolean;
  readonly comment: boolean;
  /** Words that are values and begin with a capital, as letters without accents. */
  readonly names: readonly string[];
}

/** What was read around an `@`: somebody's address, or nothing. */
interface Reading extends Step {
  readonly address: Hit | undefined;
}

/** How far before and behind an `@` its address is read, in characters. */
const localReach = 64;
const domainReach = 256;

const emails = stepsOf<Reading>({
  opening: /@/g,
  needs: email,
  back: localReach,
  take: (text, { index: at }) => ({ at, next: at + 1, seen: at + domainReach, address: addressAround(text, at) }),
  move: ({ at, next, seen, address }, by) => ({
    at: at + by,
    next: next + by,
    seen: seen + by,
    address: address && { start: address.start + by, end: address.end + by },
  }),
});

function addressAround(text: string, at: number): Hit | undefined {
  const after = domain.exec(text.slice(at + 1, at + domainReach))?.[0];
  const before = after && localPart.exec(text.slice(Math.max(0, at - localReach), at))?.[0];
  if (after === undefined || before === undefined || nobody.test(`${before}@${after}`)) return undefined;
  return { start: at - before.length, end: at + 1 + after.length };
}

function* phones(found: readonly Match[]): Generator<Hit> {
  for (const { at, groups: [number = ''] } of found) {
    const digits = number.replace(/\D/g, '');
    if (new Set(digits.slice(-8)).size > 2) yield { start: at, end: at + number.length };
  }
}

function surroundings(text: string, at: number, addresses: readonly Hit[]): Surroundings {
  const from = Math.max(0, at - lineReach);
  const above = text.slice(from, at).lastIndexOf('\n');
  const start = above === -1 ? from : from + above + 1;
  const below = text.slice(at, at + lineReach).indexOf('\n');
  const end = below === -1 ? Math.min(text.length, at + lineReach) : at + below;
  let beside = '';
  let read = start;
  for (let index = firstFrom(addresses, start); index < addresses.length; index += 1) {
    const address = addresses[index];
    if (address === undefined || address.start >= end) break;
    beside += `${text.slice(read, Math.max(read, address.start))} `;
    read = address.end;
  }
  beside += text.slice(read, Math.max(read, end));
  return {
    end,
    beside,
    authorHere: namesAuthor(beside),
    authorAbove: namesAuthor(text.slice(Math.max(0, start - authorReach), start)),
    comment: comment.test(beside),
    names: [...beside.matchAll(capitalisedValue)].map(([word]) => plain(word)).filter(({ length }) => length > 2),
  };
}

/** Lines around addresses, as they were read of late: the same come back with every key that is pressed. */
const linesRead = new Map<string, boolean>();
const mostLinesRead = 500;

function namesAuthor(lines: string): boolean {
  const known = linesRead.get(lines);
  if (known !== undefined) return known;
  const own = ownCopy(lines);
  const names = author.test(own);
  if (linesRead.size >= mostLinesRead) linesRead.clear();
  linesRead.set(own, names);
  return names;
}

/** The index of the first of the ordered hits that begins at or after an offset. */
function firstFrom(hits: readonly Hit[], offset: number): number {
  let low = 0;
  let high = hits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((hits[middle]?.start ?? Infinity) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** `Name <address>` is how authors and senders are written, so a name beside it says nothing. */
function isSomebodys(address: string, inBrackets: boolean, { beside, authorHere, authorAbove, comment, names }: Surroundings): boolean {
  if (authorHere || (comment && correspondent.test(beside))) return false;
  if (result.test(beside)) return true;
  if (landline.test(address) && institution.test(beside)) return false;
  if (comment || authorAbove || inBrackets) return false;
  const local = plain(address.split('@')[0] ?? '');
  return person.test(beside) || names.some((name) => local.includes(name));
}

function plain(word: string): string {
  return word.normalize('NFD').replace(/[^A-Za-z]/g, '').toLowerCase();
}
