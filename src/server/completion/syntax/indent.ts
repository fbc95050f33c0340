import type { View } from '../view.ts';

/** How a document indents: with tabs, or with so many spaces. */
export interface Indent {
  readonly tabs: boolean;
  /** How many spaces one step is; of tabs, 1. Undefined where the document does not show it. */
  readonly width: number | undefined;
}

/** What stands at the end of a line whose next one is indented by one step. */
const opener = /(?:[{:(]|\|>|%>%|\+|;|\/\/\/)$/;

/** How many steps a document must show before its width is known. */
const evidence = 2;

const indents = new WeakMap<View, Indent>();

/** How the document of a view indents, by the stretch that the view shows. */
export function indentOf(view: View): Indent {
  const indent = indents.get(view) ?? read(`${view.before}\n${view.after}`);
  indents.set(view, indent);
  return indent;
}

/** @returns whether a line is one whose next is usually indented. */
export function opensIndent(line: string): boolean {
  return opener.test(line.trimEnd());
}

function read(text: string): Indent {
  const steps = new Map<number, number>();
  let [tabs, spaces] = [0, 0];
  let last = '';
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    if (line.startsWith('\t')) tabs++;
    else if (line.startsWith('  ')) spaces++;
    const step = leadingSpace(line).length - leadingSpace(last).length;
    if (step > 1 && step <= 8 && opensIndent(last)) steps.set(step, (steps.get(step) ?? 0) + 1);
    last = line;
  }
  if (tabs > spaces) return { tabs: true, width: 1 };
  const [usual] = [...steps].sort((one, other) => other[1] - one[1]);
  return { tabs: false, width: usual !== undefined && usual[1] >= evidence ? usual[0] : undefined };
}

/** @returns the white space that a line begins with. */
export function leadingSpace(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}
