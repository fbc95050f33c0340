import type { Hit } from '../detector.ts';
import { signOf, type Look } from '../look.ts';
import { matches } from './matches.ts';

/** The lines around a private key (RFC 7468, and OpenSSH's and OpenPGP's own). */
const beginning = /-----BEGIN[A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
const ending = /-----END[A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
const signs = [beginning, ending].map((pattern) => signOf(pattern, 'private key'));
const endingHere = new RegExp(ending.source, 'y');

/** Headers of an older key (RFC 1421), then base64, broken and indented, quoted or escaped as a literal in code may be. */
const body = /(?:\s{0,9}[A-Za-z][A-Za-z0-9-]{0,30}: [^\n]{0,200}\n){0,5}[A-Za-z0-9+/=\s\\"',+]*/y;
const bodyBefore = /[A-Za-z0-9+/=\s\\"',]/;

/** How much of a key there must be for it to be one, in characters of base64: the shortest, of 256 bits, has 64. */
const shortest = 40;

/** Private keys, also those that the text shows only the first or the last part of. */
export function* privateKeys(look: Look): Generator<Hit> {
  if (!look.hasAny(signs)) return;
  const { text } = look;
  let last = 0;
  for (const match of matches(beginning, text)) {
    body.lastIndex = match.index + match[0].length;
    const content = body.exec(text)?.[0] ?? '';
    if (!isKey(content)) continue;
    const bodyEnd = match.index + match[0].length + content.length;
    endingHere.lastIndex = bodyEnd;
    const closed = endingHere.exec(text)?.[0].length ?? 0;
    last = closed > 0 ? bodyEnd + closed : match.index + match[0].length + content.trimEnd().length;
    yield { start: match.index, end: last };
  }
  for (const match of matches(ending, text)) {
    if (match.index < last) continue;
    let start = match.index;
    while (start > 0 && bodyBefore.test(text[start - 1] ?? '')) start--;
    const lines = text.slice(start, match.index);
    const first = lines.search(/[A-Za-z0-9+/=]{40}/);
    if (first >= 0) yield { start: start + first, end: match.index + match[0].length };
  }
}

function isKey(content: string): boolean {
  return content.replace(/[^A-Za-z0-9+/=]/g, '').length >= shortest;
}
