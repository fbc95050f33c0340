import assert from 'node:assert/strict';
import { hunksOf, type Hunk } from '../../../../../src/client/chat/blocks/hunks.ts';
import { place, type Lines } from '../../../../../src/client/chat/blocks/place.ts';

const program = [
  'library(dplyr)',
  '',
  'counts <- read.csv("data/counts.csv")',
  '',
  '# Incidence per 100,000',
  'incidence <- function(cases, population) {',
  '  rate <- cases / population',
  '  if (any(is.na(rate))) {',
  '    warning("missing")',
  '  } else {',
  '    message("complete")',
  '  }',
  '  rate * 1e5',
  '}',
  '',
  'peak <- max(counts$ari_visits)',
  'print(peak)',
  '',
];

function applied(document: readonly string[], hunks: readonly Hunk[]): string[] {
  const lines = [...document];
  for (const { from, to, lines: added } of [...hunks].reverse()) lines.splice(from, to - from, ...added);
  return lines;
}

function after(block: readonly string[], selected?: Lines, cursor = 0, document: readonly string[] = program): string[] {
  return applied(document, hunksOf(document, place(document, block, selected, cursor)));
}

const changed = (changes: Readonly<Record<number, string>>) => program.map((line, at) => changes[at] ?? line);

describe('code of an answer in its place', () => {
  it('is the whole file where it has most of it, and keeps the last line end', () => {
    const block = changed({ 6: '  rate <- cases / pmax(population, 1)', 15: 'peak <- max(counts$ari_visits, na.rm = TRUE)' }).slice(0, -1);
    assert.deepEqual(after(block), [...block, '']);
    const hunks = hunksOf(program, place(program, block, undefined, 0));
    assert.deepEqual(
      hunks.map(({ from, to }) => [from, to]),
      [
        [6, 7],
        [15, 16],
      ],
      'each change can be taken by itself',
    );
  });

  it('is the function of that name, however much of it has changed', () => {
    const block = ['incidence <- function(n, persons) {', '  1e5 * n / persons', '}'];
    assert.deepEqual(after(block, undefined, 17), [...program.slice(0, 5), ...block, ...program.slice(14)]);
  });

  it('is more than the function where it goes on behind it', () => {
    const block = changed({ 6: '  rate <- 1', 15: 'peak <- min(counts$ari_visits)' }).slice(5, -1);
    assert.deepEqual(after(block), [...program.slice(0, 5), ...block, '']);
  });

  it('is the function with its comment where it brings one', () => {
    const block = ['# Incidence per 1,000', 'incidence <- function(cases, population) {', '  cases / population * 1e3', '}'];
    assert.deepEqual(after(block), [...program.slice(0, 4), ...block, ...program.slice(14)]);
  });

  it('is a method of a class in Python, as far to the right as that', () => {
    const document = ['class Report:', '    def rate(self):', '        return 1', '', '    def name(self):', '        return "a"', ''];
    const block = ['def rate(self):', '    return 2'];
    assert.deepEqual(after(block, undefined, 0, document), [
      'class Report:',
      '    def rate(self):',
      '        return 2',
      ...document.slice(3),
    ]);
  });

  it('is where its unchanged lines stand, with changed ones at its ends', () => {
    const block = ['  rate <- cases / (population + 1)', '  if (any(is.na(rate))) {', '    warning("missing")', '  } else {', '    message("all there")'];
    assert.deepEqual(after(block), changed({ 6: block[0]!, 10: block[4]! }));
  });

  it('is a macro of SAS and a program of Stata', () => {
    const sas = ['%macro rate(data);', '  proc print data=&data;', '  run;', '%mend;', '', '%rate(a);'];
    assert.deepEqual(after(['%macro rate(data);', '  proc means data=&data;', '  run;', '%mend;'], undefined, 0, sas)[1], '  proc means data=&data;');
    const stata = ['program define rate', '  display 1', 'end', '', 'rate'];
    assert.deepEqual(after(['program define rate', '  display 2', 'end'], undefined, 0, stata), ['program define rate', '  display 2', ...stata.slice(2)]);
  });

  it('is the selection where its lines say nothing', () => {
    const block = ['top <- counts |> slice_max(n)'];
    assert.deepEqual(after(block, { from: 15, to: 17 }), [...program.slice(0, 15), ...block, '']);
  });

  it('is at the cursor where nothing else is known, and takes nothing away', () => {
    const block = ['plot(counts)'];
    assert.deepEqual(after(block, undefined, 17), [...program.slice(0, 17), 'plot(counts)', '']);
    assert.deepEqual(after(block, undefined, 99), [...program, 'plot(counts)']);
  });

  it('says nothing where nothing changes', () => {
    assert.deepEqual(hunksOf(program, place(program, program.slice(5, 14), undefined, 0)), []);
  });

  for (const omission of ['# ... existing code ...', '  # … rest of the code unchanged', '# [reste du code inchangé]', '# The rest of the function stays']) {
    it(`keeps what the code leaves out: ${omission}`, () => {
      const block = [program[5]!, '  stopifnot(population > 0)', omission, '  rate * 1e5', '}'];
      assert.deepEqual(after(block), [...program.slice(0, 6), '  stopifnot(population > 0)', ...program.slice(6)]);
    });
  }

  it('takes a comment with dots in its midst for a comment', () => {
    const block = ['  if (any(is.na(rate))) {', '    # wait ... what?', '    warning("missing")', '  } else {'];
    assert.deepEqual(after(block), [...program.slice(0, 8), '    # wait ... what?', ...program.slice(8)]);
  });

  it('takes time that grows with the length only', () => {
    const long = Array.from({ length: 20_000 }, (_, at) => `x${at} <- f(${at})`);
    const block = long.map((line, at) => (at % 500 === 0 ? `${line} # changed` : line));
    const started = performance.now();
    assert.equal(hunksOf(long, place(long, block, undefined, 0)).length, 40);
    assert.ok(performance.now() - started < 3000);
  });
});
