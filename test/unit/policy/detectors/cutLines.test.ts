import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { changeSince, Look } from '../../../../src/server/policy/detectors/look.ts';
import { linesOf } from '../../../../src/server/policy/detectors/tables/cutLines.ts';
import { lineTablesUpTo } from '../../../../src/server/policy/detectors/tables/lines.ts';

/** What lines end with or might, what stands between them, and rows and headers of tables. */
const pieces = fc.constantFrom(
  '\n', '\n', '\n', '\\n', '\\n', '\r\n', '\r', '\\r\\n', '\\', 'n', 'r', '"', '"', "'", '",\n', '")\n', "',\n", '\\n" +\n', '\\n"\\\n', ' ', '  ', '\t', ',', ';', ')', '+', '# ',
  'nom;prenom;ddn', 'DUPOND;Marie;1980-01-12', 'DURAND;Luc;1975-02-03', 'nom prenom ddn', 'DUPOND Marie 1980-01-12', 'a;b', 'x <- 1', '\n\n', '\n\n', '\n \n\n', 'sep = ";"',
);
/** A table whose rows are parted in one way. */
const rows = fc
  .tuple(fc.constantFrom('\n', '\\n', '\n\n', '\n\n\n', '\r\n\r\n', '\\n"\n"', '\\n\\n'), fc.constantFrom(';', ' ', '\t'), fc.integer({ min: 1, max: 6 }))
  .map(([end, delimiter, count]) =>
    ['nom;prenom;ddn', ...Array.from({ length: count }, (_, row) => `DUPOND;Marie;19${60 + row}-01-12`)].join(end).replaceAll(';', delimiter),
  );
const texts = fc.array(fc.oneof({ weight: 6, arbitrary: pieces }, { weight: 1, arbitrary: rows }), { maxLength: 40 }).map((some) => some.join(''));
const edits = fc.array(fc.record({ where: fc.nat(), gone: fc.oneof(fc.constant(0), fc.nat(12)), come: fc.array(pieces, { maxLength: 3 }) }), { minLength: 1, maxLength: 8 });

/** A line that comes to be like the one above it, which then stands alone no longer: the table ends two rows sooner. */
const spaced = ['nom;prenom;ddn', 'DUPOND;Marie;1980-01-12', 'DURAND;Luc;1975-02-03', 'LENOIR;Eve;1990-03-04'].join('\n\n');
const grows: [string, { where: number; gone: number; come: string[] }[]] = [
  `${spaced}\nSOMEBODY-WITH-A-LONG-NAME`,
  [{ where: spaced.length + 26, gone: 0, come: [';', 'Luc', ';', '1975-02-03'] }],
];

/** A text with and without an edit, one after the other. */
function* states(text: string, changes: readonly { where: number; gone: number; come: readonly string[] }[]): Generator<string> {
  yield text;
  for (const { where, gone, come } of changes) {
    const at = where % (text.length + 1);
    text = text.slice(0, at) + come.join('') + text.slice(at + gone);
    yield text;
  }
}

function ended(text: string): string[] {
  const { starts, ends } = linesOf(text);
  return starts.map((start, line) => text.slice(start, ends[line]));
}

describe('lines', () => {
  it('end where a string spells it, together with what closes the string', () => {
    assert.deepEqual(ended('a;b\\nc;d'), ['a;b', 'c;d']);
    assert.deepEqual(ended('a;b\\r\\nc;d\r\ne\rf'), ['a;b', 'c;d\r', 'e', 'f']);
    assert.deepEqual(ended('  "a;b\\n",\n  "c;d\\n")'), ['"a;b', '"c;d', '']);
    assert.deepEqual(ended("'a;b\\n' + \\\n'c;d'"), ["'a;b", "'c;d'"]);
  });

  it('end with the string that spelt the end of the one before', () => {
    assert.deepEqual(ended('f("a;b\\nc;d", sep = ";")'), ['f("a;b', 'c;d', ', sep = ";")']);
    assert.deepEqual(ended("f('a;b\\nc;d', sep = ';')"), ["f('a;b", 'c;d', ", sep = ';')"]);
  });

  it('do not end with a quote around a value, nor with an apostrophe in it', () => {
    assert.deepEqual(ended('f(\'a;b\\n"c";"d"\\n"e";"f"'), ["f('a;b", '"c";"d"', '"e";"f"']);
    assert.deepEqual(ended('f("a;b\\nc\'e;d\'f'), ['f("a;b', "c'e;d'f"]);
    assert.deepEqual(ended('f("a \\\\"b\\\\" \\\\nc \\\\"d\\\\"'.replaceAll('\\\\', '\\')), ['f("a \\"b\\" ', 'c \\"d\\"']);
  });

  it('are the same, and their tables, whatever was known of an earlier text', () => {
    let tables = 0;
    let carried = 0;
    const read = lineTablesUpTo(3, new Set());
    fc.assert(
      fc.property(texts, edits, (begun, changes) => {
        let before = new Look('');
        for (const text of states(begun, changes)) {
          const look = new Look(text, changeSince(text, [before]));
          const anew = lineTablesUpTo(3, new Set())(new Look(text));
          assert.deepEqual(read(look).map(plain), anew.map(plain));
          const { starts, ends, counts } = linesOf(text);
          const change = changeSince(text, [before]);
          const noted = linesOf(before.text);
          const since = change && { note: noted, same: change.same, again: text.length - change.sameEnd, growth: text.length - before.text.length };
          const known = linesOf(text, since);
          assert.deepEqual([known.starts, known.ends, known.counts], [starts, ends, counts]);
          tables += anew.length;
          if (known.carried > 0 && known.again < Infinity) carried += 1;
          look.settle();
          before = look;
        }
      }),
      { numRuns: 1_500, examples: [grows] },
    );
    assert.ok(tables > 1_000 && carried > 1_000, `${tables} tables, ${carried} texts with lines of the one before`);
  });
});

/** A table without what it is remembered by. */
function plain({ start, end, names, columns }: ReturnType<ReturnType<typeof lineTablesUpTo>>[number]) {
  return { start, end, names, columns };
}
