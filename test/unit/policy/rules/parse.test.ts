import assert from 'node:assert/strict';
import { parseRules } from '../../../../src/server/policy/rules/parse.ts';

function problems(text: string) {
  const parsed = parseRules(text);
  assert.ok('problems' in parsed, 'expected problems');
  return parsed.problems;
}

describe('parseRules', () => {
  it('reads rules with comments and trailing commas, and knows their lines', () => {
    const parsed = parseRules(`{
  // Patients.
  "files": [
    { "paths": ["data/**"], "label": "sensitive", "reason": "Patients" },
    {
      "paths": ["open/**"], "label": "public", "reason": "Published",
    },
  ],
}`);
    assert.ok('rules' in parsed);
    assert.deepEqual(
      parsed.rules.map(({ line, label }) => [line, label]),
      [
        [4, 'sensitive'],
        [5, 'public'],
      ],
    );
  });

  it('reads an empty object as no rules', () => {
    assert.deepEqual(parseRules('{}'), { rules: [] });
  });

  it('says where the JSON breaks', () => {
    const [problem] = problems('{\n  "files": [\n    { "paths": }\n  ]\n}');
    assert.equal(problem?.line, 3);
  });

  it('does not take an empty file for no rules', () => {
    assert.equal(problems('').length, 1);
    assert.equal(problems('// nothing yet\n').length, 1);
  });

  it('points at the value that is wrong', () => {
    const [problem] = problems(
      '{ "files": [\n  { "paths": ["a"],\n    "label": "confidential",\n    "reason": "x" }\n] }',
    );
    assert.deepEqual([problem?.line, problem?.column], [3, 14]);
    assert.match(problem?.message ?? '', /public, internal, sensitive, secret/);
  });

  it('points at the rule that lacks something', () => {
    const [problem] = problems('{ "files": [\n  { "paths": ["a"], "label": "secret" }\n] }');
    assert.equal(problem?.line, 2);
    assert.match(problem.message, /reason/);
  });

  it('points at a key that it does not know, since a misspelt rule protects nothing', () => {
    const [problem] = problems('{\n  "file": []\n}');
    assert.deepEqual([problem?.line, problem?.column], [2, 3]);
    assert.match(problem?.message ?? '', /“file”/);
  });

  it('gives no rules where there is any problem', () => {
    const parsed = parseRules('{ "files": [ { "paths": ["a"], "label": "secret", "reason": "x" }, { "paths": [] } ] }');
    assert.ok(!('rules' in parsed));
  });
});
