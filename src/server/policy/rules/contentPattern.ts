import * as l10n from '@vscode/l10n';
import { RE2JS, RE2JSException, RE2Set } from 're2js';
import { patternRule, type ContentPattern } from '../../../protocol/rules.ts';
import type { Place } from '../../../protocol/verdict.ts';
import type { Detector, Hit } from '../detectors/detector.ts';
import { Look, type Note, type Sign } from '../detectors/look.ts';
import { reachOf } from '../detectors/reach.ts';

/** A pattern with the place where it is written. */
export interface PlacedPattern extends ContentPattern {
  readonly writtenAt: Place;
}

/**
 * How many hits of one pattern in one text are told apart. Each costs up to one passage over the text (`a.*b|a` in
 * `aaa…`), so that without a bound the time would be quadratic; what follows the last counts as part of it.
 */
const maximumHits = 100;

/** Texts of which a pattern that can match nothing at all betrays itself in one. */
const probes = ['', 'a', ' 1\n'];

/**
 * Why a pattern cannot be used.
 * @returns a sentence for the person, or undefined for a sound pattern.
 */
export function contentPatternFault({ pattern, ignoreCase }: Pick<ContentPattern, 'pattern' | 'ignoreCase'>): string | undefined {
  try {
    RE2JS.compile(pattern);
    const compiled = RE2JS.compile(expression({ pattern, ignoreCase }));
    if (probes.some((probe) => matchesNothing(compiled, probe))) {
      return l10n.t('This pattern also matches where there is nothing. Write what must be there.');
    }
    return undefined;
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    const detail = error.message.replace(/^error parsing regexp: /, '');
    return l10n.t('This is not a regular expression in RE2 syntax, which has no look-around and no back references: {0}', detail);
  }
}

function matchesNothing(compiled: RE2JS, text: string): boolean {
  const matcher = compiled.matcher(text);
  while (matcher.find()) if (matcher.start() === matcher.end()) return true;
  return false;
}

function expression({ pattern, ignoreCase }: Pick<ContentPattern, 'pattern' | 'ignoreCase'>): string {
  return `(?${ignoreCase ? 'i' : ''}:${pattern})`;
}

/**
 * Administrators' patterns as detectors. One automaton first tells which of them occur in a text at all, in one passage
 * whatever their number; mostly none does.
 * @param patterns sound ones, of any number of rule files.
 */
export function patternDetectors(patterns: readonly PlacedPattern[]): Detector[] {
  if (patterns.length === 0) return [];
  const all = new RE2Set();
  for (const pattern of patterns) all.add(expression(pattern));
  all.compile();
  const some: Sign = { find: (text) => (all.match(text).length > 0 ? Infinity : -1), reach: Math.max(...patterns.map(reachOfPattern)), needs: undefined };
  const found: Note<ReadonlySet<number>> = { of: (look) => new Set(look.has(some) ? all.match(look.text) : []) };
  return patterns.map((pattern, index): Detector => {
    const compiled = RE2JS.compile(expression(pattern));
    return {
      rule: patternRule(pattern.name),
      label: pattern.label,
      placeholder: pattern.name.toUpperCase(),
      redacts: pattern.redaction === 'redact',
      writtenAt: pattern.writtenAt,
      reason: () => pattern.reason,
      detect: (text, look = new Look(text)) => (look.noted(found).has(index) ? hitsOf(compiled, text) : []),
    };
  });
}

/**
 * How many code units a match can depend on; without bound where that cannot be told. What the syntax of RE2 has more
 * than ECMAScript's reads as no less than it is: `[[:alpha:]]` as a class and a bracket, `\pL` as a class and a letter.
 * With the flag u, characters count twice, as they may have two code units.
 */
function reachOfPattern({ pattern }: ContentPattern): number {
  try {
    return /\\Q|\\x\{/.test(pattern) ? Infinity : reachOf({ source: pattern, flags: 'u' });
  } catch {
    return Infinity;
  }
}

function hitsOf(compiled: RE2JS, text: string): Hit[] {
  const hits: Hit[] = [];
  const matcher = compiled.matcher(text);
  while (matcher.find()) {
    const hit = { start: matcher.start(), end: matcher.end() };
    if (hit.start === hit.end) continue;
    if (hits.length === maximumHits - 1) return [...hits, { start: hit.start, end: text.length }];
    hits.push(hit);
  }
  return hits;
}
