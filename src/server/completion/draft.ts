import type { TextRange } from '../../protocol/origin.ts';
import type { CompletionDraft, Part } from '../policy/request.ts';
import { stretchAround, type Surroundings } from '../policy/surroundings.ts';
import { extentAround, type Budget, type Extent } from './budget.ts';
import { defaults } from './defaults.ts';
import type { Scope } from './shape.ts';
import { withPlainLineEnds, type Snapshot } from './view.ts';

type Position = TextRange['start'];

/**
 * The wish for a completion at a snapshot's cursor: the document around it, each part with its origin, line ends as
 * `\n`. Empty parts are left out.
 * @param context what goes along before it
 */
export function draftOf(snapshot: Snapshot, budget: Budget, scope: Scope, context: readonly Part[] = []): CompletionDraft {
  const { text, offset, position } = snapshot;
  const extent = extentAround(text, offset, budget);
  const prefix = withPlainLineEnds(text.slice(extent.start, offset));
  const suffix = withPlainLineEnds(text.slice(offset, extent.end));
  const around = surroundingsOf(snapshot, extent, prefix, suffix);
  const oneLine = scope === 'line';
  return {
    kind: 'completion',
    conversation: `ghost text in ${snapshot.uri}`,
    context,
    prefix: partsOf(snapshot.uri, prefix, { start: positionBefore(snapshot, extent.start, prefix), end: position }, around?.prefix),
    suffix: partsOf(snapshot.uri, suffix, { start: position, end: positionAfter(position, suffix) }, around?.suffix),
    language: snapshot.languageId,
    maxTokens: oneLine ? defaults.lineTokens : defaults.blockTokens,
    stop: [oneLine ? '\n' : '\n\n\n'],
  };
}

function partsOf(uri: string, text: string, range: TextRange, around: Surroundings | undefined): Part[] {
  return text === '' ? [] : [{ text, origin: { kind: 'document', uri, range }, purpose: 'subject', ...(around && { around }) }];
}

/** The document around prefix and suffix, unless these are all of it, which is looked through as a whole anyway. */
function surroundingsOf(
  { uri, text }: Snapshot,
  extent: Extent,
  prefix: string,
  suffix: string,
): { prefix: Surroundings; suffix: Surroundings } | undefined {
  if (extent.start === 0 && extent.end === text.length) return undefined;
  const stretch = stretchAround(text, extent);
  const before = withPlainLineEnds(stretch.text.slice(0, stretch.start));
  const plain = text.includes('\r') ? before + prefix + suffix + withPlainLineEnds(stretch.text.slice(stretch.end)) : stretch.text;
  const [start, cursor] = [before.length, before.length + prefix.length];
  const end = cursor + suffix.length;
  const shared = { text: plain, at: 0, of: uri };
  return { prefix: { ...shared, start, end: cursor }, suffix: { ...shared, start: cursor, end } };
}

function positionBefore({ text, position }: Snapshot, start: number, prefix: string): Position {
  const lineStart = start === 0 ? 0 : text.lastIndexOf('\n', start - 1) + 1;
  return { line: position.line - countLineEnds(prefix), character: start - lineStart };
}

function positionAfter(cursor: Position, text: string): Position {
  const lines = countLineEnds(text);
  const lastLine = text.length - (text.lastIndexOf('\n') + 1);
  return { line: cursor.line + lines, character: lines === 0 ? cursor.character + lastLine : lastLine };
}

function countLineEnds(text: string): number {
  return text.split('\n').length - 1;
}
