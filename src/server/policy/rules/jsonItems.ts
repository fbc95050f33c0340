import { applyEdits, createScanner, type Edit, type Node } from 'jsonc-parser';

/*
 * `modify` of jsonc-parser removes the comment above the next item with the one before it, and formats neighbours that
 * nobody touched. People write their reasons into those comments, so items are added and removed here, by the tree.
 */

/**
 * Adds a last item to an array, or a last property to an object. Comments stay where they are.
 * @param node the array or object in the tree of `text`.
 * @param item its text, of one or more lines, as it would stand at the left margin, indented by tabs, with `\n` at
 * line ends.
 */
export function appendItem(text: string, node: Node, item: string): string {
  const eol = /\r?\n/.exec(text)?.[0] ?? '\n';
  const unit = /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
  const indented = (indent: string): string => item.replaceAll('\t', unit).replaceAll('\n', `${eol}${indent}`);
  const last = node.children?.at(-1);
  if (last === undefined) {
    const outer = indentAt(text, node.offset);
    const closing = node.offset + node.length - 1;
    const inside = text.slice(node.offset + 1, closing);
    const start = inside.trim() === '' ? node.offset + 1 : node.offset + 1 + inside.trimEnd().length;
    const content = `${eol}${outer}${unit}${indented(`${outer}${unit}`)}${eol}${outer}`;
    return applyEdits(text, [{ offset: start, length: closing - start, content }]);
  }
  const end = last.offset + last.length;
  const comma = commaAfter(text, end);
  const isInLine = !text.slice(node.offset, last.offset).includes('\n');
  const after = comma === undefined ? end : comma + 1;
  const behind = isInLine ? after : after + restOfLine(text, after);
  const indent = indentAt(text, last.offset);
  const content = isInLine && !item.includes('\n') ? ` ${item}` : `${eol}${indent}${indented(indent)}`;
  const edits: Edit[] =
    comma === undefined
      ? [{ offset: end, length: 0, content: ',' }, { offset: behind, length: 0, content }]
      : [{ offset: behind, length: 0, content: `${content},` }];
  return applyEdits(text, edits);
}

/** Removes an item of an array, and the line that is left empty. Comments stay where they are. */
export function removeItem(text: string, array: Node, index: number): string {
  const item = array.children?.[index];
  if (item === undefined) return text;
  const before = index > 0 ? array.children?.[index - 1] : undefined;
  let start = item.offset;
  let end = item.offset + item.length;
  const edits: Edit[] = [];
  const comma = commaAfter(text, end);
  if (comma !== undefined && text.slice(end, comma).trim() === '') end = comma + 1;
  else if (comma !== undefined) edits.push({ offset: comma, length: 1, content: '' });
  else if (before !== undefined) {
    const former = commaAfter(text, before.offset + before.length);
    if (former !== undefined) edits.push({ offset: former, length: 1, content: '' });
  }
  const lineStart = start - indentBefore(text, start).length;
  const [rest = ''] = /^[ \t]*(?:\r?\n)?/.exec(text.slice(end)) ?? [];
  if (lineStart === 0 || text[lineStart - 1] === '\n') {
    if (rest.endsWith('\n')) {
      start = lineStart;
      end += rest.length;
    }
  } else if (rest.endsWith('\n') || text[end + rest.length] === ']') start = lineStart;
  else end += rest.length;
  const removed = applyEdits(text, [...edits, { offset: start, length: end - start, content: '' }]);
  if (array.children?.length !== 1) return removed;
  return removed.slice(0, array.offset + 1) + removed.slice(array.offset + 1).replace(/^\s*\]/, ']');
}

/** Where the comma behind an item is, comments passed over; undefined where there is none. */
function commaAfter(text: string, offset: number): number | undefined {
  const scanner = createScanner(text, true);
  scanner.setPosition(offset);
  // `,` is the only token of one character that can both follow an item and be followed by another.
  scanner.scan();
  const at = scanner.getTokenOffset();
  return text[at] === ',' ? at : undefined;
}

/** How far the line goes on with nothing but white space and one comment. */
function restOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  const rest = text.slice(offset, end < 0 ? undefined : end).trimEnd();
  return /^[ \t]*(?:\/\/.*|\/\*(?:(?!\*\/).)*\*\/)?$/.test(rest) ? rest.length : 0;
}

/** The white space that the line of an offset begins with. */
function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
}

function indentBefore(text: string, offset: number): string {
  return /[ \t]*$/.exec(text.slice(Math.max(0, offset - 200), offset))?.[0] ?? '';
}
