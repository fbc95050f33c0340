import assert from 'node:assert/strict';
import { join } from 'node:path';
import { readProjects } from '../../../../bench/eval/projects.ts';
import { questionsIn, sample, type ProjectFile } from '../../../../bench/eval/questions.ts';

const projects = readProjects(join(__dirname, '../../../../bench/eval/projects'));
const targets = projects.flatMap(({ files, targets: names }) => files.filter(({ name }) => names.includes(name)).map((file) => ({ file, others: files.filter((other) => other !== file) })));
const all = targets.flatMap(({ file, others }) => questionsIn(file, others));

describe('the projects whose lines are asked about', () => {
  it('are in R, Python and SQL, with files beside those that are asked about', () => {
    assert.deepEqual(new Set(targets.map(({ file }) => file.languageId)), new Set(['r', 'python', 'sql']));
    for (const { files, targets: names } of projects) {
      assert.ok(names.every((name) => files.some((file) => file.name === name)));
      assert.ok(files.length > names.length);
    }
  });

  it('have places that the document alone says too little for', () => {
    for (const language of ['r', 'python', 'sql']) {
      assert.ok(all.filter(({ file, elsewhere }) => file.languageId === language && elsewhere.length > 0).length >= 10, language);
    }
  });
});

describe('the places that are asked about', () => {
  it('give the document back with what was taken away', () => {
    for (const { file, before, truth, after } of all) assert.equal(before + truth + after, file.text);
  });

  it('stand behind the indentation, or behind a sign within the line', () => {
    for (const { before, place, after } of all) {
      const line = before.slice(before.lastIndexOf('\n') + 1);
      assert.match(line, place === 'start' ? /^\s*$/ : /[ ([,.=$"']$/);
      assert.ok(after === '' || after.startsWith('\n'));
    }
  });

  it('are none in comments, in short lines and at the beginning', () => {
    for (const { truth, place, line } of all) {
      assert.ok(line > 5);
      if (place === 'start') assert.ok(truth.length >= 10 && !/^(?:#|--|""")/.test(truth), truth);
    }
  });

  it('are told apart by names that stand elsewhere only', () => {
    const file: ProjectFile = { name: 'a.R', languageId: 'r', text: `${'\n'.repeat(5)}x <- own_rate(n_cases)\ny <- own_rate(n_cases)\nz <- unknown_name(1)\n` };
    const others = [{ name: 'f.R', languageId: 'r', text: 'own_rate <- function(n_cases) 1' }];
    const elsewhere = questionsIn(file, others).filter(({ place }) => place === 'start').map((each) => each.elsewhere);
    assert.deepEqual(elsewhere, [['own_rate', 'n_cases'], [], []]);
  });

  it('are the same at every run', () => {
    assert.deepEqual(targets.flatMap(({ file, others }) => questionsIn(file, others)), all);
  });
});

describe('a sample of lines', () => {
  it('has so many lines, spread over all, each with its places', () => {
    const chosen = sample(all, 12);
    const lines = new Set(chosen.map(({ file, line }) => `${file.name}:${line}`));
    assert.equal(lines.size, 12);
    assert.deepEqual(new Set(chosen.map(({ file }) => file.name)), new Set(all.map(({ file }) => file.name)));
    for (const each of all) if (lines.has(`${each.file.name}:${each.line}`)) assert.ok(chosen.includes(each));
    assert.equal(sample(all, 100_000).length, all.length);
  });
});
