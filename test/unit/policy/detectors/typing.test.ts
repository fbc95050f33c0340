import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { detectIn } from '../../../../src/server/policy/byContent.ts';
import { detectors } from '../../../../src/server/policy/detectors/index.ts';
import { Look } from '../../../../src/server/policy/detectors/look.ts';
import { lineTablesUpTo } from '../../../../src/server/policy/detectors/tables/lines.ts';
import { tablesRead, wholeTablesIn } from '../../../../src/server/policy/detectors/tables/index.ts';

const golden = new URL('../../../golden/detectors/', import.meta.url);

/** Lines of programs and of tables, which make something else of each other when they are put together anew. */
const lines = ['clean/', 'flagged/'].flatMap((kind) =>
  readdirSync(new URL(kind, golden)).flatMap((name) => readFileSync(new URL(kind + name, golden), 'utf8').replace(/[⟦⟧]/g, '').split('\n')),
);

const someLines = fc.array(
  fc.nat(lines.length - 12).chain((from) => fc.integer({ min: 1, max: 12 }).map((count) => lines.slice(from, from + count).join('\n'))),
  { minLength: 1, maxLength: 6 },
);

describe('what is remembered of texts while a person types', () => {
  it('changes nothing about the tables that are found line by line', () => {
    const known = new Set<string>();
    let tables = 0;
    let spared = 0;
    fc.assert(
      fc.property(someLines, fc.nat(40), (pieces, cut) => {
        for (const text of typedFrom(pieces, cut)) {
          const before = known.size;
          const plainly = new Set<string>();
          const anew = lineTablesUpTo(200, plainly)(new Look(text));
          assert.deepEqual(lineTablesUpTo(200, known)(new Look(text)), anew);
          tables += anew.length;
          if (plainly.size > known.size - before) spared += 1;
        }
      }),
      { numRuns: 300 },
    );
    assert.ok(tables > 100 && spared > 100, `${tables} tables, ${spared} texts with something known`);
  });

  it('finds what a word far before makes a secret of', async () => {
    const options = ` --host=db.local ${'--verbose '.repeat(20)}-pGr1ppe2026x`;
    const found = async (text: string) => (await detectIn(text, detectors)).map(({ detector }) => detector.rule);
    assert.deepEqual(await found(`mysq${options}`), []);
    assert.deepEqual(await found(`mysql${options}`), ['credentials']);
    assert.deepEqual(await found(`mysq${options}`), []);
  });

  it('gives every row of a table to a detector for which each value counts, however many were read before', () => {
    const value = (row: number): string => `v${row}x`;
    const forms: Readonly<Record<string, (rows: readonly number[]) => string>> = {
      'a CSV': (rows) => ['NUM_ENQ;sexe;n', ...rows.map((row) => `${value(row)};F;${row}`)].join('\n'),
      Markdown: (rows) => ['| NUM_ENQ | sexe |', '|---|---|', ...rows.map((row) => `| ${value(row)} | F |`)].join('\n'),
      'an insertion': (rows) => `insert into t (NUM_ENQ, sexe) values ${rows.map((row) => `('${value(row)}', 'F')`).join(', ')};`,
      'a SAS step': (rows) => `input NUM_ENQ $ sexe $;\ndatalines;\n${rows.map((row) => `${value(row)} F`).join('\n')}\n;`,
      'a SAS step with two records to a line': (rows) =>
        `input NUM_ENQ $ sexe $ @@;\ndatalines;\n${rows.map((row) => `${value(row)} F ${value(row)} F`).join('\n')}\n;`,
    };
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(forms)), fc.integer({ min: 3, max: 450 }), (form, count) => {
        const rows = Array.from({ length: count }, (_, row) => row);
        const text = forms[form]?.(rows) ?? '';
        const look = new Look(text);
        look.noted(tablesRead);
        const values = new Set(wholeTablesIn(look).flatMap(({ columns }) => columns.flat().map((cell) => cell.text)));
        assert.deepEqual(rows.filter((row) => !values.has(value(row))), [], form);
      }),
      { numRuns: 150 },
    );
  });
});

/** Texts as they come while a person writes some pieces, and comes back to delete a few characters. */
function typedFrom(pieces: readonly string[], cut: number): string[] {
  let text = '';
  const typed: string[] = [];
  for (const piece of pieces) {
    text += `${piece}\n`;
    typed.push(text, text.slice(0, -cut), text + text.slice(0, cut));
  }
  return typed;
}
