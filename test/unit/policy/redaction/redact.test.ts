import assert from 'node:assert/strict';
import type { Detector, Hit } from '../../../../src/server/policy/detectors/detector.ts';
import { Placeholders } from '../../../../src/server/policy/redaction/placeholders.ts';
import { redact, redactKnown } from '../../../../src/server/policy/redaction/redact.ts';

function detector(placeholder: string): Detector {
  return { rule: `pattern:${placeholder}`, label: 'sensitive', placeholder, redacts: true, reason: () => '', detect: () => [] };
}
const [nir, table] = [detector('NIR'), detector('TABLE')];
const found = (by: Detector, ...hits: Hit[]) => ({ detector: by, hits });

describe('redact', () => {
  it('replaces each hit, the same value by the same placeholder', () => {
    const hits = [0, 4, 8].map((start) => ({ start, end: start + 2 }));
    const { text, placeholders } = redact('11, 22, 11', [found(nir, ...hits)], new Placeholders());
    assert.equal(text, '«NIR-1», «NIR-2», «NIR-1»');
    assert.deepEqual(placeholders.map(({ value }) => value), ['11', '22']);
  });

  it('takes what overlaps out as one, under the name of the longest', () => {
    const { text } = redact('abcdefgh', [found(nir, { start: 1, end: 4 }), found(table, { start: 2, end: 7 })], new Placeholders());
    assert.equal(text, 'a«TABLE-1»h');
    const within = [found(nir, { start: 3, end: 4 }), found(table, { start: 1, end: 7 })];
    assert.equal(redact('abcdefgh', within, new Placeholders()).text, 'a«TABLE-1»h');
    const beside = [found(nir, { start: 0, end: 2 }), found(table, { start: 2, end: 4 })];
    assert.equal(redact('abcdefgh', beside, new Placeholders()).text, '«NIR-1»«TABLE-1»efgh');
  });

  it('leaves a text without hits as it is', () => {
    assert.deepEqual(redact('abc', [], new Placeholders()), { text: 'abc', placeholders: [] });
  });
});

describe('redactKnown', () => {
  const placeholders = new Placeholders();
  const known = ['Tulip-9', 'Tulip-9341', 'a.c(1)', 'NIR-2026', '«x-1»y'].map((value) => placeholders.for(nir, value));
  const redacted = (text: string) => redactKnown(text, known).text;

  it('replaces every value that stands by itself, the longest first, and tells each once', () => {
    const { text, placeholders: used } = redactKnown('f(Tulip-9341, "Tulip-9") # Tulip-9341', known);
    assert.equal(text, 'f(«NIR-2», "«NIR-1»") # «NIR-2»');
    assert.deepEqual(used.map(({ value }) => value), ['Tulip-9341', 'Tulip-9']);
  });

  it('leaves longer words as they are, and placeholders, whatever they are made of', () => {
    for (const text of ['Tulip-93410', 'xTulip-9', 'abc', 'Tulip-9é', '«NIR-1»', 'UNIR-2026', 'abc(1)']) assert.equal(redacted(text), text);
    assert.equal(redacted('a.c(1) NIR-2026 «x-1»y'), '«NIR-3» «NIR-4» «NIR-5»');
  });

  it('replaces what could be a name in code, or a word, only where it is all of a string', () => {
    const words = ['data', 'postgres', 'SELECT', 'été2', 'x1'].map((value) => placeholders.for(nir, value));
    const code = 'data <- data.frame(x1 = été2) # SELECT, postgres, "my data", postgres::f';
    assert.equal(redactKnown(code, words).text, code);
    assert.equal(redactKnown(`f("data", 'postgres')`, words).text, "f(«NIR-6», '«NIR-7»')".replace('«NIR-6»', '"«NIR-6»"'));
    const chosen = [placeholders.for(nir, 'kXwQzPlm'), placeholders.for(nir, 'gr1ppe')];
    assert.match(redactKnown('kXwQzPlm, gr1ppe', chosen).text, /^«NIR-\d+», «NIR-\d+»$/);
  });
});
