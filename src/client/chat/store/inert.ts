/**
 * Makes what a model wrote harmless in a document: a picture would be fetched by whatever shows the document, with all
 * that its address holds, and a tag could do anything. Both are shown as they are written. Code stays as it is where it
 * is code beyond doubt: in a fence that is not indented, and in a span of a line.
 */
export function inert(markdown: string): string {
  return eachLine(markdown, (line, inFence, spansStand) => (inFence ? line : inertLine(line, spansStand)));
}

/**
 * The same for a Quarto document, which has more that acts: blocks of YAML anywhere in it are settings, raw blocks go
 * into the page as they are, and what stands between `{{<` and `>}}` takes in files (Quarto's guide, "Shortcodes", which
 * has three braces for showing them).
 */
export function inertQuarto(markdown: string): string {
  const still = eachLine(markdown, (line, inFence, spansStand) => {
    // Quarto looks for settings in code too.
    if (/^---[ \t]*$/.test(line)) return inFence ? ` ${line}` : `-${line}`;
    return inFence ? line : inertLine(line, spansStand).replaceAll('{=', '\\{=');
  });
  return withoutShortcodes(still);
}

/** Shows shortcodes of Quarto as they are written. */
export function withoutShortcodes(text: string): string {
  return text.replace(/(?<!\{)\{{2,}</g, '{{{<').replace(/>\}{2,}/g, '>}}}');
}

/** @param change gets each line, and whether code in it is code beyond doubt. */
function eachLine(markdown: string, change: (line: string, inFence: boolean, spansStand: boolean) => string): string {
  let fence = '';
  const lines = markdown.split(/\r\n|\n|\r/).map((line) => {
    if (fence !== '') {
      const [, closing = ''] = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line) ?? [];
      if (closing.startsWith(fence)) fence = '';
      return { line, inFence: true };
    }
    // One that is indented may belong to a list and end with it; one of backticks has none behind it (CommonMark 0.31, 4.5).
    fence = /^(?:(`{3,})[^`]*|(~{3,}).*)$/.exec(line)?.slice(1).find(Boolean) ?? '';
    return { line, inFence: fence !== '' };
  });
  // A backtick without another in its line may make code of something else than it seems.
  const spansStand = lines.every(({ line, inFence }) => inFence || piecesOf(line).every((each, index) => index % 3 > 0 || !each.includes('`')));
  return lines.map(({ line, inFence }) => change(line, inFence, spansStand)).join('\n');
}

/** Three pieces for each span of code: what stands before it, itself, its backticks; and what stands behind the last. */
function piecesOf(line: string): string[] {
  return line.split(/(?<![\\`])((`+)(?!`)[^`]*(?<!`)\2(?!`))/);
}

/** Cells of a table end where a bar is, in a span of code too. */
function inertLine(line: string, spansStand: boolean): string {
  if (!spansStand || line.includes('|')) return escaped(line);
  const kept = (each: string, index: number): string => (index % 3 === 0 ? escaped(each) : index % 3 === 1 ? each : '');
  return piecesOf(line).map(kept).join('');
}

/** With a backslash before what begins a picture or a tag, unless there is one that counts. */
function escaped(text: string): string {
  return text.replace(/(?<!\\)(\\*)(!\[|<(?=[a-z/!?]))/gi, (all, before: string, begin: string) =>
    before.length % 2 === 1 ? all : `${before}\\${begin}`,
  );
}
