import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { Chance } from '../../../../bench/ghost/random.ts';
import { lex, lexOn, type Checkpoint } from '../../../../src/server/completion/syntax/lex.ts';

/** The brackets that are open at the end, then those that close what came before, then what the end is inside of. */
function read(text: string, language: string): string {
  const { open, unmatched, inside } = lex(text, language);
  return `${open.map(({ mark }) => mark).join('')} ${unmatched.map(({ mark }) => mark).join('')} ${inside?.kind ?? 'code'}`;
}

describe('lexer', () => {
  it('reads R: lambdas, raw strings, names in backticks, queries in strings', () => {
    assert.equal(read('map(x, \\(y) y[["a)"]]', 'r'), '(  code');
    assert.equal(read('gsub(r"(\\d+\\))", "", x', 'r'), '(  code');
    assert.equal(read('gsub(r"--[a]"--)]--", x', 'r'), '(  code');
    assert.equal(read('df$`taux (%)`[', 'r'), '[  code');
    assert.equal(read('dbGetQuery(con, "\n  SELECT count(*)\n  FROM cases', 'r'), '(  string');
    assert.equal(read('dbGetQuery(con, "SELECT count(*)\n  FROM cases")', 'r'), '  code');
    assert.equal(read('cat("l\'incidence", \'"\') # (', 'r'), '  comment');
    assert.equal(read('read.csv(text = "week,n\n1,(5\n2,7")\nf(', 'r'), '(  code');
    assert.equal(read('str <- "never closed\nmean(x, "a"', 'r'), '(  code');
    assert.equal(read('str <- "never closed\nmean(x', 'r'), '(  code', 'a string that is not meant to be long');
  });

  it('reads Python: three quotes, prefixes, escapes', () => {
    assert.equal(read('def f():\n    """Rate (per\n    100,000', 'python'), '  string');
    assert.equal(read('x = f"{rate:.1f} (95%" + g(', 'python'), '(  code');
    assert.equal(read("x = '\\'(' + [", 'python'), '[  code');
    assert.equal(read('q = """\nSELECT (\n"""\nx = {', 'python'), '{  code');
  });

  it('reads SQL: doubled quotes, comments of both kinds, backslashes that escape nothing', () => {
    assert.equal(read("WHERE commune = 'L''Haÿ (94' AND (", 'sql'), '(  code');
    assert.equal(read("WHERE path = 'C:\\' AND (", 'sql'), '(  code');
    assert.equal(read('/* weekly ( */ count(', 'sql'), '(  code');
    assert.equal(read('SELECT 1 /* (\n (', 'sql'), '  comment');
  });

  it('reads SAS: statement comments, macro quoting, quotes in both forms', () => {
    assert.equal(read("* don't count (;\ndata x; set y(", 'sas'), '(  code');
    assert.equal(read('data x; y = a * (b', 'sas'), '(  code');
    assert.equal(read('run;\n* weekly counts', 'sas'), '  comment');
    assert.equal(read("%let a = %str(l%'hiver %( );\n%macro m(", 'sas'), '(  code');
    assert.equal(read('%* note (;\nproc means data=x(where=(age > 65', 'sas'), '((  code');
    assert.equal(read("title 'Cas (2023';", 'sas'), '  code');
  });

  it('reads Stata: comments, continuation, macros, compound quotes', () => {
    assert.equal(read("* don't (\ngen x = max(", 'stata'), '(  code');
    assert.equal(read('gen x = a * (b', 'stata'), '(  code');
    assert.equal(read('tabulate region /// by (week)\n  if inlist(', 'stata'), '(  code');
    assert.equal(read("replace n = `n' if x == `week", 'stata'), '`  code');
    assert.equal(read('local a `"she said "(" here"\'\nforeach v {', 'stata'), '{  code');
    assert.equal(read('/* old\n code ( */ if x {', 'stata'), '{  code');
    assert.equal(read('foreach v of varlist a b { // (', 'stata'), '{  comment');
  });

  it('takes an apostrophe in plain YAML for one', () => {
    assert.equal(read("title: L'incidence\nauthor: [\"a]\"", 'yaml'), '[  code');
  });

  it('goes on from where a text before ended', () => {
    const before = lex('x <- c("a', 'r');
    assert.deepEqual(
      lex('b", "c")', 'r', before).unmatched.map(({ mark, at }) => `${mark}${at}`),
      ['"1', ')7'],
    );
    const sas = lex('rate = n ', 'sas');
    assert.deepEqual(lex('* (1e5', 'sas', sas).open.map(({ mark }) => mark), ['('], 'a product, not a comment');
  });

  it('says where the code ends', () => {
    assert.equal(lex('x |>  # then\n', 'r').codeEnd, 4);
    assert.equal(lex('x |>  # then\n', 'r').last, '>');
    assert.equal(lex('# only', 'r').last, '');
  });

  describe('going on from where it was', () => {
    const languages: Readonly<Record<string, string>> = { '.R': 'r', '.py': 'python', '.sql': 'sql', '.sas': 'sas', '.do': 'stata' };
    const folder = join(import.meta.dirname, '../../../../bench/ghost/corpus');
    const programs = readdirSync(folder).flatMap((name) => {
      const language = languages[extname(name)];
      return language === undefined ? [] : [{ language, text: readFileSync(join(folder, name), 'utf8') }];
    });
    /** Reads each text as an editor shows it after a key. @returns how many were not read from their beginning */
    function follow(texts: readonly string[], language: string): number {
      let last: Checkpoint | undefined;
      let goneOn = 0;
      for (const text of texts) {
        const from = last !== undefined && text.startsWith(last.before) ? last : undefined;
        if (from !== undefined) goneOn += 1;
        const { lexed, checkpoint } = lexOn(text, language, from);
        assert.deepEqual(lexed, lex(text, language), text.slice(-80));
        last = checkpoint ?? last;
      }
      return goneOn;
    }

    it('finds what reading from the beginning finds, as programs are typed', () => {
      for (const { language, text } of programs) {
        const typed = Array.from({ length: 300 }, (_, index) => text.slice(0, 900 + index));
        assert.ok(follow(typed, language) > 250, language);
      }
    });

    it('finds it too where a later line makes a string of R a long one', () => {
      const text = 'note <- c("never\nclosed",\n"x")\nf(';
      follow(Array.from({ length: text.length }, (_, index) => text.slice(0, index + 1)), 'r');
    });

    it('finds it too where marks stand that nobody would write there', () => {
      const marks = ['"', "'", '`', '(', ')', '"SELECT ', '"\n', '#', '*', '/*', '*/', ';', '"""', 'r"(', '%(', '\n', '\\', ' ', '",'];
      const chance = new Chance(1, 'marks');
      for (const { language, text } of programs) {
        for (let round = 0; round < 8; round++) {
          let now = text.slice(0, chance.whole(300, 1200));
          const texts: string[] = [];
          for (let key = 0; key < 60; key++) {
            if (chance.happens(1 / 6)) now = now.slice(0, -chance.whole(1, 40));
            else now += chance.happens(1 / 3) ? chance.oneOf(marks) : text.charAt(now.length);
            texts.push(now);
          }
          follow(texts, language);
        }
      }
    });
  });
});
