/**
 * Where the paragraph ends that a text goes on with at an offset: before a blank line, or before a line that stands
 * further left than the one of the offset. At the end of a line the next line that is not blank begins the paragraph.
 * @returns the offset of the end of the paragraph's last line, without its line end
 */
export function paragraphEnd(text: string, offset: number): number {
  const from = text.slice(offset, lineEnd(text, offset)).trim() === '' ? nextContent(text, offset) : offset;
  const base = indentation(text, from);
  let end = lineEnd(text, from);
  while (end < text.length) {
    const next = lineEnd(text, end + 1);
    const line = text.slice(end + 1, next);
    if (line.trim() === '' || indentation(text, end + 1) < base) break;
    end = next;
  }
  return end;
}

function nextContent(text: string, offset: number): number {
  const found = text.slice(offset).search(/\S/);
  return found === -1 ? text.length : offset + found;
}

/** @returns the offset of the end of the line that an offset is in */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end;
}

/** @returns the offset of the start of the line that an offset is in */
export function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

function indentation(text: string, offset: number): number {
  const start = lineStart(text, offset);
  return /^[ \t]*/.exec(text.slice(start))?.[0].length ?? 0;
}
