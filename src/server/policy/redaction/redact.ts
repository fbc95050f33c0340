import type { Detected } from '../byContent.ts';
import { written, type Placeholder, type Placeholders } from './placeholders.ts';

/** A text without what was found in it. */
export interface Redacted {
  readonly text: string;
  /** What stands in it instead, each once, in the order of first appearance. */
  readonly placeholders: readonly Placeholder[];
}

/** Replaces every hit by its placeholder. Where hits of several detectors overlap, the union goes as one. */
export function redact(text: string, detected: readonly Detected[], placeholders: Placeholders): Redacted {
  const used = new Map<string, Placeholder>();
  let redacted = '';
  let done = 0;
  for (const { start, end, detector } of unions(detected)) {
    const placeholder = placeholders.for(detector, text.slice(start, end));
    used.set(placeholder.placeholder, placeholder);
    redacted += text.slice(done, start) + placeholder.placeholder;
    done = end;
  }
  return { text: redacted + text.slice(done), placeholders: [...used.values()] };
}

/**
 * Replaces values that are known from elsewhere in a conversation, wherever they stand in a text by themselves and not
 * as part of a longer word. What makes a password known as one may stand in the first line only: a call takes it by its
 * position, and an answer repeats it. One that is a word of a language is a password only where it is all of a string:
 * elsewhere `data` or `postgres` names other things.
 */
export function redactKnown(text: string, known: readonly Placeholder[]): Redacted {
  const there = new Map(known.filter(({ value }) => text.includes(value)).map((each) => [each.value, each]));
  if (there.size === 0) return { text, placeholders: [] };
  // The longest first, since one value may begin with another; placeholders are gone over, whatever they are made of.
  const values = [...there.keys()].sort((a, b) => b.length - a.length).map((value) => (isWord(value) ? quoted(value) : alone(value)));
  const used = new Map<string, Placeholder>();
  const redacted = text.replace(new RegExp(`${written.source}|${values.join('|')}`, 'gu'), (found) => {
    const placeholder = there.get(found);
    if (placeholder === undefined) return found;
    used.set(placeholder.placeholder, placeholder);
    return placeholder.placeholder;
  });
  return { text: redacted, placeholders: [...used.values()] };
}

/** A regular expression for a value that is no part of a longer word. */
function alone(value: string): string {
  const before = /^[\p{L}\p{N}_]/u.test(value) ? '(?<![\\p{L}\\p{N}_])' : '';
  const after = /[\p{L}\p{N}_]$/u.test(value) ? '(?![\\p{L}\\p{N}_])' : '';
  return before + escaped(value) + after;
}

function escaped(value: string): string {
  return value.replace(/[\^$\\.*+?()[\]{}|/]/g, '\\$&');
}

/** How short a value is that has too little in it to be told from a name. */
const shortest = 6;

/** Whether a value could be a name in code or a word in prose: short, or without digits, signs and changes of case. */
function isWord(value: string): boolean {
  return value.length < shortest || (/^\p{L}+$/u.test(value) && !/\p{Ll}\p{Lu}.*\p{Ll}\p{Lu}/u.test(value));
}

/** A regular expression for a value that is all of a string. */
function quoted(value: string): string {
  return `(?<=["'])${escaped(value)}(?=["'])`;
}

interface Span {
  readonly start: number;
  readonly end: number;
  readonly detector: Detected['detector'];
}

/** Spans that do not overlap, in the order of the text; the longest of those that did gives its detector. */
function unions(detected: readonly Detected[]): Span[] {
  const all = detected.flatMap(({ detector, hits }) => hits.map(({ start, end }) => ({ start, end, detector })));
  all.sort((a, b) => a.start - b.start || b.end - a.end);
  const joined: Span[] = [];
  for (const span of all) {
    const last = joined.at(-1);
    if (last === undefined || span.start >= last.end) joined.push(span);
    else if (span.end > last.end) {
      const { detector } = span.end - span.start > last.end - last.start ? span : last;
      joined[joined.length - 1] = { start: last.start, end: span.end, detector };
    }
  }
  return joined;
}
