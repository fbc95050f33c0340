import assert from 'node:assert/strict';
import { lex } from '../../../../src/server/completion/syntax/lex.ts';

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
});
