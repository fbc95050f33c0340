import { contextDefaults } from '../defaults.ts';
import type { ContextSource, Fragment } from '../source.ts';

/** What was edited last, in whichever open document, where it is not in the prompt anyway. */
export const recentEdits: ContextSource = {
  name: 'recentEdits',
  volatile: true,
  share: 0.25,
  dependsOn: ({ document, step, project }) => `${step}\n${project.edits.changesBut(document.uri)}`,
  collect: ({ document, window, project }) => {
    const open = new Map([document, ...project.othersThan(document.uri)].map((each) => [each.uri, each]));
    const fragments: Fragment[] = [];
    for (const { uri, start, end, at } of project.edits.latest) {
      const source = open.get(uri);
      if (source === undefined || fragments.length >= contextDefaults.editsShown) continue;
      const from = offsetOfLine(source.text, start);
      const text = source.text.slice(from, offsetOfLine(source.text, end)).trimEnd();
      const inPrompt = uri === document.uri && from < window.end && from + text.length > window.start;
      if (inPrompt || text.trim() === '' || fragments.some((each) => each.text === text)) continue;
      fragments.push({ id: `edit ${uri} ${at}`, text, document: source, start: from, rank: 0.75 - 0.1 * fragments.length });
    }
    return Promise.resolve(fragments.reverse());
  },
};

function offsetOfLine(text: string, line: number): number {
  let at = 0;
  for (let count = 0; count < line; count++) {
    const end = text.indexOf('\n', at);
    if (end === -1) return text.length;
    at = end + 1;
  }
  return at;
}
