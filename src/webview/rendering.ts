import { blocksOf, renderBlock, type TextEnvironment } from './markdown.ts';

/** A Markdown text as HTML, one string per top-level block, and how far it can no longer change. */
export interface Rendering {
  readonly text: string;
  readonly finished: boolean;
  readonly blocks: readonly string[];
  /** Where in the text the first block begins that further text may still change. */
  readonly settledEnd: number;
  /** How many of the blocks lie before `settledEnd`. */
  readonly settledCount: number;
  /** The level of the first heading in these blocks; undefined where they have none. */
  readonly topHeading: number | undefined;
}

export const emptyRendering: Rendering = { text: '', finished: false, blocks: [], settledEnd: 0, settledCount: 0, topHeading: undefined };

/**
 * Renders a text that has grown, and only the part of it that may have changed. A block is settled once a further
 * block has begun with a whole line: until then a next line may make the paragraph a heading or carry on the list.
 * A finished text is rendered once more as a whole where it defines link references, since one at its end counts for all
 * of it.
 */
export function render(previous: Rendering, source: string, finished: boolean): Rendering {
  const text = source.includes('\r') ? source.replace(/\r\n?/g, '\n') : source;
  if (text === previous.text && finished === previous.finished) return previous;
  if (finished && reference.test(text)) return withTail(text, { blocks: [], end: 0, topHeading: undefined }, true);
  const from = text.startsWith(previous.text) && !previous.finished ? previous : emptyRendering;
  return withTail(text, settle(from, text), finished);
}

/** The blocks that no further text changes, where they end, and the level of their first heading. */
interface Settled {
  readonly blocks: readonly string[];
  readonly end: number;
  readonly topHeading: number | undefined;
}

/** A line that may define a link reference (CommonMark 0.31, section 4.7), also in a quotation or a list. */
const reference = /^[ >*+\d.)-]*\[[^\]]*\]:/m;

/** Renders what follows the settled blocks. */
function withTail(text: string, settled: Settled, finished: boolean): Rendering {
  const { end: settledEnd, topHeading } = settled;
  const environment: TextEnvironment = { topHeading, ...(!finished && { partial: true }) };
  const tail = blocksOf(text.slice(settledEnd), environment);
  const rendered = tail.map((block, index) => {
    const growing = !finished && index === tail.length - 1;
    return renderBlock(block, growing ? { ...environment, growing } : environment);
  });
  const blocks = [...settled.blocks, ...rendered];
  if (finished) return { text, finished, blocks, settledEnd: text.length, settledCount: blocks.length, topHeading };
  return { text, finished, blocks, settledEnd, settledCount: settled.blocks.length, topHeading };
}

/** @returns the settled blocks of a text. */
function settle(from: Rendering, text: string): Settled {
  const blocks = from.blocks.slice(0, from.settledCount);
  const unchanged = { blocks, end: from.settledEnd, topHeading: from.topHeading };
  const lines = text.lastIndexOf('\n') + 1;
  // Within a line nothing settles.
  if (lines <= from.text.length) return unchanged;
  const wholeLines = text.slice(from.settledEnd, lines);
  const environment: TextEnvironment = { partial: true, topHeading: from.topHeading };
  const parsed = blocksOf(wholeLines, environment);
  const last = parsed.pop();
  if (last === undefined || parsed.length === 0) return unchanged;
  for (const block of parsed) blocks.push(renderBlock(block, environment));
  return { blocks, end: from.settledEnd + offsetOfLine(wholeLines, last.line), topHeading: environment.topHeading };
}

function offsetOfLine(text: string, line: number): number {
  let offset = 0;
  for (let passed = 0; passed < line; passed += 1) offset = text.indexOf('\n', offset) + 1;
  return offset;
}
