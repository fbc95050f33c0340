import type { Review, ReviewFinding } from '../../../protocol/command.ts';
import type { Place } from '../../../protocol/verdict.ts';

/** What was reviewed. */
export interface Reviewed {
  readonly uri: string;
  readonly name: string;
  readonly text: string;
  /** The number of its first line in the document, from 1. */
  readonly firstLine: number;
}

/** More findings than this are a model that repeats itself. */
const mostFindings = 50;

/** Where a finding quotes what it is about: near its beginning, in UTF-16 code units. */
const quotesWithin = 600;

/** How many quotes of a finding are looked for: what it is about is among the first. */
const quotesTried = 5;

/** How far a line is looked at for its number and its severity, in UTF-16 code units. */
const headWithin = 120;

/** What an item of a list may begin with, up to what it says: `- **L12-15** [high]`, `3. Lines 12 to 15 (moyen):`. */
const marker = /^\s{0,3}(?:[-*+•]|\d{1,2}[.)])\s+/;
const cited = /^[\s*_[(]*(?:l(?:ines?|ignes?|\.)?\s?|#l?)(\d{1,6})(?:\s?(?:[-–—]|to|à|and|et)\s?l?(\d{1,6}))?[\])*_:.,]*/i;
const graded =
  /^[\s*_–—:-]*[[(]?\**(high|critical|severe|major|serious|grave|critique|majeure?|élevée?|haute?|medium|moderate|moyen(?:ne)?|modérée?|low|minor|mineure?|faible|basse?)\**(?:[\])][*_:.]*|[*_]*:|(?=\s*[`–—-]))/i;

/** A finding as it stands in the answer: what it cites, quotes and says. */
interface Item {
  readonly line?: number;
  readonly lastLine?: number;
  readonly severity: ReviewFinding['severity'] | undefined;
  text: string;
}

/**
 * Reads the findings out of a review. Small models quote better than they count, so what is quoted says where a finding
 * is, and the number that is cited only which of several places. A line of the list that names no place within what was
 * reviewed stays text.
 * @param answer Markdown
 * @returns undefined where no line of the answer names such a place: it is then shown as it is
 */
export function parseReview(answer: string, reviewed: readonly Reviewed[]): Review | undefined {
  const read = reviewed.map(linesOf);
  const findings: ReviewFinding[] = [];
  const before: string[] = [];
  const after: string[] = [];
  let current: ReviewFinding | undefined;
  let fence = '';
  for (const line of answer.split(/\r\n|\n|\r/)) {
    const opened = /^\s*(`{3,}|~{3,})/.exec(line)?.[1] ?? '';
    const inFence = fence !== '';
    if (!inFence) fence = opened;
    else if (opened.startsWith(fence) && line.trim() === opened) fence = '';
    const item = inFence || opened !== '' ? undefined : itemOf(line);
    const place = item && findings.length < mostFindings ? placeOf(item, read) : undefined;
    if (item !== undefined && place !== undefined) {
      current = { severity: item.severity ?? 'medium', place, text: item.text };
      findings.push(current);
    } else if (current !== undefined && (inFence || opened !== '' || continues(line))) {
      current.text += `\n${line.replace(/^ {1,4}/, '')}`;
    } else {
      current = undefined;
      (findings.length === 0 ? before : after).push(line);
    }
  }
  if (findings.length === 0) return undefined;
  return {
    findings: findings.map((finding) => ({ ...finding, text: finding.text.trim() })),
    before: tidy(before),
    after: tidy(after),
  };
}

/** Lines as one text, without the gaps that findings have left. */
function tidy(lines: readonly string[]): string {
  return lines.join('\n').replace(/\n{3,}/g, '\n\n').trim();
}

/** Whether a line goes on with the item above it: not an item of its own, no heading, no blank line. */
function continues(line: string): boolean {
  return line.trim() !== '' && !marker.test(line) && !/^\s{0,3}#/.test(line);
}

/** An item of a list that cites a line or has a severity, or a bare line that cites one at its beginning. */
function itemOf(line: string): Item | undefined {
  const listed = marker.exec(line);
  let said = line.slice(listed?.[0].length ?? 0);
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    const match = pattern.exec(said.slice(0, headWithin));
    if (match !== null) said = said.slice(match[0].length);
    return match ?? undefined;
  };
  const before = take(graded);
  const lines = take(cited);
  const grade = before ?? take(graded);
  if (lines === undefined && (grade === undefined || listed === null)) return undefined;
  const [first, last] = [lines?.[1], lines?.[2]];
  return {
    ...(first !== undefined && { line: Number(first) }),
    ...(last !== undefined && { lastLine: Number(last) }),
    severity: severityOf(grade?.[1]),
    text: said.replace(/^[\s*_:–—-]+/, ''),
  };
}

function severityOf(word: string | undefined): ReviewFinding['severity'] | undefined {
  if (word === undefined) return undefined;
  if (/^(?:high|crit|sev|maj|ser|grave|élev|haut)/i.test(word)) return 'high';
  return /^(?:med|mod|moy)/i.test(word) ? 'medium' : 'low';
}

/** What was reviewed, taken apart once for all that is looked for in it. */
interface Lines extends Pick<Reviewed, 'uri' | 'name' | 'firstLine'> {
  /** Each as it stands, and without its blanks. */
  readonly lines: readonly { readonly line: string; readonly words: string }[];
  /** How many there are, without an empty one at the end. */
  readonly count: number;
}

function linesOf({ uri, name, text, firstLine }: Reviewed): Lines {
  const lines = text.split(/\r\n|\n|\r/).map((line) => ({ line, words: plain(line) }));
  const endsOpen = lines.length > 1 && lines.at(-1)?.line === '';
  return { uri, name, firstLine, lines, count: lines.length - (endsOpen ? 1 : 0) };
}

/** Where an item is: where its first quote that is found stands, or else the line that it cites. */
function placeOf(item: Item, reviewed: readonly Lines[]): Place | undefined {
  const quotes = [...item.text.slice(0, quotesWithin).matchAll(/(`+)(?!`)(.+?)\1(?!`)/g)].slice(0, quotesTried);
  for (const [, , quote = ''] of quotes) {
    const found = reviewed.flatMap((each) => quotedIn(each, quote));
    const near = nearest(found, item.line);
    if (near !== undefined) return near;
  }
  const { line } = item;
  if (line === undefined) return undefined;
  const holding = reviewed.flatMap((each) => {
    const { count } = each;
    const last = each.firstLine + count - 1;
    // A selection may also be counted from its own first line.
    const at = line >= each.firstLine && line <= last ? line : line >= 1 && line <= count ? each.firstLine + line - 1 : undefined;
    if (at === undefined) return [];
    const endLine = Math.min(last, at + Math.max(0, (item.lastLine ?? line) - line));
    const { uri, name } = each;
    return [{ uri, name, line: at, ...(endLine > at && { endLine }) }];
  });
  // The same number in two documents names neither.
  return holding.length === 1 ? holding[0] : undefined;
}

/** The places at which a line of what was reviewed has these words, blanks aside. */
function quotedIn({ uri, name, lines, firstLine }: Lines, quote: string): Place[] {
  const words = plain(quote.replace(/\s*(?:…|\.{3})\s*$/, ''));
  if (words.length < 3) return [];
  return lines.flatMap(({ line, words: said }, index) => {
    if (!said.includes(words)) return [];
    const at = line.indexOf(quote.trim());
    const start = at === -1 ? line.length - line.trimStart().length : at;
    const end = at === -1 ? line.trimEnd().length : at + quote.trim().length;
    return [{ uri, name, line: firstLine + index, column: start + 1, endColumn: end + 1 }];
  });
}

function plain(text: string): string {
  return text.replace(/\s+/g, '');
}

function nearest(places: readonly Place[], line: number | undefined): Place | undefined {
  if (line === undefined) return places[0];
  const distance = (place: Place): number => Math.abs((place.line ?? 0) - line);
  return places.reduce<Place | undefined>((best, place) => (best === undefined || distance(place) < distance(best) ? place : best), undefined);
}
