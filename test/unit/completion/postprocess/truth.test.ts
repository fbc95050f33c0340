import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { defaultBudget } from '../../../../src/server/completion/budget.ts';
import { received, shown } from '../../../../src/server/completion/postprocess/index.ts';
import { scopeAt } from '../../../../src/server/completion/shape.ts';
import { viewOf, type View } from '../../../../src/server/completion/view.ts';
import { ScopeWatch } from '../../../../src/server/completion/watch.ts';

/** Invented epidemiological scripts in every language. */
const corpus = join(import.meta.dirname, '../../../../bench/ghost/corpus');
const languages: Readonly<Record<string, string>> = {
  '.R': 'r',
  '.py': 'python',
  '.sql': 'sql',
  '.sas': 'sas',
  '.do': 'stata',
};
/** A prime, so that the places fall anywhere in the lines. */
const step = 7;

function viewAt(text: string, offset: number, languageId: string): View {
  const lines = text.slice(0, offset).split('\n');
  const position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  return viewOf({ uri: 'file:///a', languageId, text: text.slice(0, offset), offset, position }, defaultBudget);
}

/** The places of a script outside indentations, or before them, with what follows there to the end of the paragraph. */
function* placesOf(text: string, languageId: string): Generator<{ view: View; truth: string; rest: string }> {
  const last = text.lastIndexOf('\n', text.length - 2);
  for (let offset = 1; offset < last; offset++) {
    const rest = text.slice(offset, text.indexOf('\n', offset));
    if (offset % step !== 0 && rest !== '') continue;
    const blank = text.indexOf('\n\n', offset + 1);
    const truth = text.slice(offset, Math.min(blank === -1 ? text.length : blank, offset + 1000));
    const view = viewAt(text, offset, languageId);
    const atMargin = view.lineBefore === '';
    if (truth.trim() !== '' && (atMargin || view.lineBefore.trim() !== '' || !/^[ \t]/.test(rest))) yield { view, truth, rest };
  }
}

describe('a model that is right', () => {
  for (const file of readdirSync(corpus).filter((name) => languages[extname(name)] !== undefined)) {
    it(`comes through unharmed in ${file}`, () => {
      let [places, right] = [0, 0];
      for (const { view, truth, rest } of placesOf(readFileSync(join(corpus, file), 'utf8'), languages[extname(file)]!)) {
        const stream = new ScopeWatch(view, 'paragraph');
        stream.push(`${truth}\n`);
        const kept = received(stream.text, 'stop', view);
        assert.ok(truth.startsWith(kept.trimEnd()), `${view.lineBefore}║${rest}\n${kept}`);
        const part = new ScopeWatch(view, scopeAt(view, false) ?? 'line');
        part.push(`${kept}\n`);
        const text = shown(part.text.replace(/\n$/, ''), view)?.text.trimEnd() ?? '';
        places++;
        if (text !== '' && truth.startsWith(text) && text.length >= rest.trimEnd().length) right++;
      }
      assert.ok(right / places > 0.97, `shown in ${right} of ${places} places`);
    });
  }
});
