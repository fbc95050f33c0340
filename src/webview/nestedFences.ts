import type { MarkdownIt, StateBlock } from 'markdown-it';

/** Languages of documents that have code blocks of their own. */
const documents = new Set(['markdown', 'md', 'qmd', 'quarto', 'rmarkdown', 'rmd']);

/**
 * Reads a Quarto document in a fence as people mean it. By CommonMark (0.31, section 4.5) the end of its first chunk
 * ends the whole block, unless the outer fence is longer, which models often forget. Here a fence with an info string
 * inside such a block opens a chunk, and the next bare one closes that. Where the fences do not come out even, the
 * block ends as CommonMark has it; in a text that still grows (`partial` in its environment), it may come out yet.
 */
export function withNestedFences(markdown: MarkdownIt): void {
  markdown.block.ruler.before('fence', 'nested_fence', nestedFence, { alt: ['paragraph', 'blockquote', 'list'] });
}

function nestedFence(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const indent = state.sCount[startLine] ?? 0;
  if (indent - state.blkIndent >= 4) return false;
  const textOf = (line: number) => state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);
  const take = (content: number, end: number): true => {
    if (silent) return true;
    const token = state.push('fence', 'code', 0);
    token.info = info;
    token.content = state.getLines(startLine + 1, content, indent, true);
    token.markup = fence;
    token.map = [startLine, end];
    state.line = end;
    return true;
  };
  const [, fence = '', info = ''] = /^(`{3,})\s*([^`]*)$/.exec(textOf(startLine)) ?? [];
  if (!documents.has(/^\{?\.?(\w+)/.exec(info)?.[1]?.toLowerCase() ?? '')) return false;
  let inChunk = false;
  let chunks = 0;
  for (let line = startLine + 1; line < endLine; line += 1) {
    if ((state.sCount[line] ?? 0) < state.blkIndent && !state.isEmpty(line)) return false;
    const [, inner = '', innerInfo = ''] = /^(`{3,})\s*([^`]*)$/.exec(textOf(line)) ?? [];
    if (inner === '') continue;
    if (innerInfo.trim() !== '') {
      if (inChunk) return false;
      inChunk = true;
      chunks += 1;
    } else if (inChunk) {
      inChunk = false;
    } else {
      if (inner.length < fence.length) continue;
      return chunks > 0 && take(line, line + 1);
    }
  }
  return chunks > 0 && state.env['partial'] === true && take(endLine, endLine);
}
