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
}

export const emptyRendering: Rendering = { text: '', finished: false, blocks: [], settledEnd: 0, settledCount: 0 };

/**
 * Renders a text that has grown, and only the part of it that may have changed. A block is settled once a further
 * block has begun with a whole line: until then a next line may make the paragraph a heading or carry on the list.
 * A finished text is rendered once more as a whole, since a link reference at its end counts for all of it.
 */
export function render(previous: Rendering, source: string, finished: boolean): Rendering {
  const text = source.replace(/\r\n?/g, '\n');
  if (text === previous.text && finished === previous.finished) return previous;
  if (finished) return renderWhole(text);
  const from = text.startsWith(previous.text) && !previous.finished ? previous : emptyRendering;
  const settled = settle(from, text);
  const environment: TextEnvironment = { partial: true };
  const tail = blocksOf(text.slice(settled.end), environment);
  const growing = tail.map((block, index) =>
    renderBlock(block, { ...environment, growing: index === tail.length - 1 }),
  );
  return {
    text,
    finished,
    blocks: [...settled.blocks, ...growing],
    settledEnd: settled.end,
    settledCount: settled.blocks.length,
  };
}

function renderWhole(text: string): Rendering {
  const environment: TextEnvironment = {};
  const blocks = blocksOf(text, environment).map((block) => renderBlock(block, environment));
  return { text, finished: true, blocks, settledEnd: text.length, settledCount: blocks.length };
}

/** @returns the settled blocks of a text and where they end. */
function settle(from: Rendering, text: string): { blocks: string[]; end: number } {
  const blocks = from.blocks.slice(0, from.settledCount);
  const wholeLines = text.slice(from.settledEnd, text.lastIndexOf('\n') + 1);
  const environment: TextEnvironment = { partial: true };
  const parsed = blocksOf(wholeLines, environment);
  const last = parsed.pop();
  if (last === undefined || parsed.length === 0) return { blocks, end: from.settledEnd };
  for (const block of parsed) blocks.push(renderBlock(block, environment));
  return { blocks, end: from.settledEnd + offsetOfLine(wholeLines, last.line) };
}

function offsetOfLine(text: string, line: number): number {
  let offset = 0;
  for (let passed = 0; passed < line; passed += 1) offset = text.indexOf('\n', offset) + 1;
  return offset;
}
