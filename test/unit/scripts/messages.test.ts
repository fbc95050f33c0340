import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import { french as translations } from '../../../scripts/messages.fr.mjs';
import { looselySpaced } from '../../support/frenchSpacing.ts';

const folder = join(__dirname, '../../../scripts');
const french: Readonly<Record<string, string>> = translations;

/** What prints, or ends up on the screen. */
const speaking = new Set(['say', 'fail', 'step', 'progress', 'Error', 'LeftOut', 'RunError', 'process.stderr.write']);

/** Two words in a row: text for a person, not a name or a mark. */
const wordy = /\p{L}{2,} \p{L}{2,}/u;

/** What the scripts say: the texts that they hand to `t`, and sentences that they print without it. */
function said(): { texts: Set<string>; bare: string[] } {
  const texts = new Set<string>();
  const bare: string[] = [];
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.mjs')) continue;
    const source = ts.createSourceFile(name, readFileSync(join(folder, name), 'utf8'), ts.ScriptTarget.Latest, true);
    const note = (text: string, node: ts.Node): void => {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      bare.push(`${name}:${line + 1}: ${text}`);
    };
    const visit = (node: ts.Node, printed: boolean): void => {
      if (ts.isCallExpression(node) && node.expression.getText() === 't') {
        const [text, ...values] = node.arguments;
        if (text !== undefined && ts.isStringLiteralLike(text)) texts.add(text.text);
        else note('t() takes the text itself', node);
        for (const value of values) visit(value, printed);
        return;
      }
      const text = ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node) ? node.text : '';
      if (printed && wordy.test(text)) note(text, node);
      const prints = (ts.isCallExpression(node) || ts.isNewExpression(node)) && speaking.has(node.expression.getText());
      node.forEachChild((child) => {
        visit(child, (printed && !ts.isFunctionLike(child)) || prints);
      });
    };
    visit(source, false);
  }
  return { texts, bare };
}

const placeholders = (text: string): string[] => [...new Set(text.match(/\{\d+\}/g))].sort();

describe('the French of the scripts', () => {
  const { texts, bare } = said();

  it('has every text that they print, and none that is gone', () => {
    assert.ok(texts.size > 60);
    assert.deepEqual(
      [...texts].filter((text) => !(text in french)),
      [],
      'missing in French',
    );
    assert.deepEqual(
      Object.keys(french).filter((text) => !texts.has(text)),
      [],
      'no longer used',
    );
  });

  it('is not passed by', () => {
    assert.deepEqual(bare, []);
  });

  it('keeps every placeholder', () => {
    for (const [text, translated] of Object.entries(french)) {
      assert.deepEqual(placeholders(translated), placeholders(text), text);
    }
  });

  it('has no-break spaces where French has them', () => {
    assert.deepEqual(looselySpaced(Object.values(french)), []);
  });
});
