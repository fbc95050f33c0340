import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { defaultBudget } from '../../../../src/server/completion/budget.ts';
import { received, shown } from '../../../../src/server/completion/postprocess/index.ts';
import { closerOf, lex } from '../../../../src/server/completion/syntax/lex.ts';
import { viewOf } from '../../../../src/server/completion/view.ts';
import { parse, snapshotOf } from '../../../support/cursor.ts';

const lines: Readonly<Record<string, readonly string[]>> = {
  r: [
    'weekly <- cases |>',
    '  filter(region %in% c("IDF", "PACA")) |>',
    '  summarise(n = sum(n, na.rm = TRUE), .by = c(region, week))',
    'f <- function(x, y = "a (b") {',
    '  if (x[["n"]] > 5) {',
    '    y <- x$`taux (%)` # (per 100,000',
    '  } else {',
    '  }',
    '}',
    ')',
    "cat('l\\'été')",
    'gsub(r"(\\d+)", "", x)',
  ],
  python: [
    'def rate(n, pop):',
    '    """Rate (per 100,000)."""',
    '    return {"rate": n / pop, "ci": [low(n), high(n)]}',
    'weekly = (df.groupby(["region", "week"])',
    '    .agg(n=("id", "count"))',
    ')',
    "print(f'{rate(1, 2):.1f} (95%')",
    ']',
  ],
  sql: [
    'SELECT region, count(*) AS "n (cases)"',
    "FROM cases -- (all",
    "WHERE commune IN ('L''Haÿ (94', 'Sète')",
    'AND week > (SELECT max(week) FROM done)',
    ')',
    'GROUP BY 1;',
  ],
  sas: [
    'data weekly(keep=region n);',
    "* don't count (;",
    '  if n > max(1, 2) then rate = (n / pop) * 1e5;',
    "  title 'Cas (2023';",
    '  %let a = %str(l%\'hiver %( );',
    ');',
    'run;',
  ],
  stata: [
    'foreach v of varlist age sex {',
    '    replace rate = round(`v\' / max(pop, 1)) if inlist(region, "IDF", "a (b")',
    '}',
    '* don\'t count (',
    'logit death ///',
    '    i.age // (',
    ')',
  ],
};

const languages = Object.keys(lines);
const codeOf = (language: string): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...(lines[language] ?? [])), { minLength: 1, maxLength: 7 }).map((some) => some.join('\n'));

interface Case {
  readonly language: string;
  readonly marked: string;
  readonly answer: string;
}

/** A document with a cursor anywhere (those that close what is not open are left out below), and a stretch of other code as the answer. */
const cases: fc.Arbitrary<Case> = fc.constantFrom(...languages).chain((language) =>
  fc
    .tuple(codeOf(language), fc.nat(), codeOf(language), fc.nat(), fc.nat(120))
    .map(([code, place, other, from, length]) => ({
      language,
      marked: `${code.slice(0, place % (code.length + 1))}║${code.slice(place % (code.length + 1))}`,
      answer: other.slice(from % other.length, (from % other.length) + length),
    })),
);

/** How many brackets and quotes close nothing, and how many are not closed. */
function faults(text: string, language: string): { surplus: number; open: number } {
  const { open, unmatched, inside } = lex(text, language);
  const marks = unmatched.filter(({ mark }) => mark !== "'");
  const brackets = open.filter(({ mark }) => mark !== '`');
  return { surplus: marks.length, open: brackets.length + (inside?.kind === 'string' ? 1 : 0) };
}

/** Whether the cursor stands in the middle of what is read as one: `//`, `%'`, an escape; or before a `*` at a start. */
function splitsToken(text: string, offset: number, language: string): boolean {
  const split = (by: string): string => JSON.stringify(faults(text.slice(0, offset) + by + text.slice(offset), language));
  return text.slice(0, offset).endsWith('%') || split('') !== split(' ') || split(' ') !== split('x ');
}

/** Whether the end of one text and the beginning of the next are read as one: `/` and `/ (`. */
function growsTogether(before: string, text: string, after: string, language: string): boolean {
  const joined = (by: string): string => JSON.stringify(faults(`${before}${by}${text}${by}${after}`, language));
  return joined('') !== joined(' ');
}

describe('what is suggested', () => {
  it('never closes more than is open, nor leaves open what it opens before the rest of a line', () => {
    let seen = 0;
    fc.assert(
      fc.property(cases, ({ language, marked, answer }) => {
        const view = viewOf(snapshotOf(marked, { languageId: language, invoked: true }), defaultBudget);
        const { text, offset } = parse(marked);
        if (splitsToken(text, offset, language) || answer.endsWith('%')) return;
        const result = shown(received(answer, 'stop', view), view);
        if (result === undefined) return;
        seen++;
        const { inside, open } = lex(text.slice(0, offset), language);
        if (open.at(-1)?.mark === '`') return;
        const after = text.slice(offset + result.replaces);
        const own = lex(result.text, language, lex(text.slice(0, offset), language));
        if (inside !== undefined || own.inside !== undefined) return;
        const atLineEnd = view.rest.trim() === '';
        const closing = atLineEnd ? own.open.map(({ mark }) => closerOf(mark)).reverse().join('') : '';
        // What is left open at a line's end is still to be closed, some of it by what follows.
        const variants = Array.from({ length: closing.length + 1 }, (_, count) => result.text + closing.slice(0, count));
        if (variants.some((variant) => growsTogether(text.slice(0, offset), variant, after, language))) return;
        const message = `${JSON.stringify(marked)} + ${JSON.stringify(result)}`;
        const before = faults(text, language);
        if (before.surplus > 0) return;
        const taken = variants.map((variant) => faults(text.slice(0, offset) + variant + after, language));
        assert.ok(Math.min(...taken.map(({ surplus }) => surplus)) <= before.surplus, message);
        if (!atLineEnd && !result.text.includes('\n')) assert.ok(taken[0]!.open <= before.open, message);
      }),
      { numRuns: 2000, seed: Number(process.env['VIGIE_FUZZ_SEED'] ?? 20_261_122) },
    );
    assert.ok(seen > 400, 'most answers are shown in part');
  });
});
