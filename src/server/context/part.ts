import type { TextRange } from '../../protocol/origin.ts';
import type { Part } from '../policy/request.ts';
import { stretchAround } from '../policy/surroundings.ts';
import type { Fragment } from './source.ts';

/** What the gate and the prompt make of a fragment beside its text: its name on a line of its own. */
export function lengthOf({ text }: Fragment, name: string): number {
  return name.length + 1 + text.length;
}

/**
 * A fragment as it goes to the gate: with the document that it comes from as its origin, and that document around it,
 * which says what it is. Of a fragment that was put together from names, the document only tells of values that may
 * stand in it.
 */
export function partOf(fragment: Fragment, name: string): Part {
  const { text, document, start } = fragment;
  const { uri } = document;
  const extent = start === undefined ? { start: 0, end: 0 } : { start, end: start + text.length };
  return {
    text: `${name}\n${text}`,
    origin: { kind: 'document', uri, ...(start !== undefined && { range: rangeOf(document.text, extent) }) },
    purpose: 'context',
    linesBefore: 1,
    // Apart from the looks at the document that is typed in, which is at another state by then.
    around: { ...stretchAround(document.text, extent), at: name.length + 1, of: `context ${uri}` },
  };
}

function rangeOf(text: string, { start, end }: { start: number; end: number }): TextRange {
  const position = (offset: number) => {
    const lineStart = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
    let line = 0;
    for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
    return { line, character: offset - lineStart };
  };
  return { start: position(start), end: position(end) };
}
