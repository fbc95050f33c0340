import assert from 'node:assert/strict';
import { noRules, parseRules as parse, type RulesForm } from '../../../../src/server/policy/rules/parse.ts';

function parseRules(text: string, form: RulesForm = 'workspace') {
  return parse(text, form);
}

function problems(text: string, form: RulesForm = 'workspace') {
  const parsed = parse(text, form);
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
      parsed.rules.files.map(({ line, label }) => [line, label]),
      [
        [4, 'sensitive'],
        [5, 'public'],
      ],
    );
  });

  it('reads an empty object as no rules', () => {
    assert.deepEqual(parseRules('{}'), { rules: noRules });
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

  const silent = [
    'private\\\\**', '/home/me/study/private/**', '../study/private/**', '~/private/**', 'C:/private/**', '{a,b}.R',
    ' private/**', '#private/**', 'private//a.R', 'private/./a.R',
  ];
  for (const pattern of silent) {
    it(`does not let ${pattern} protect nothing in silence`, () => {
      const [problem] = problems(`{ "files": [\n  { "label": "secret", "reason": "x",\n    "paths": ["ok", "${pattern}"] }\n] }`);
      assert.deepEqual([problem?.line, problem?.column], [3, 21]);
    });
  }

  it('takes patterns as gitignore means them', () => {
    for (const pattern of ['./data/**', '/data/*.csv', 'a[0-9].R', '\\\\#odd.R', '**/private/', 'données/*', '!a.R']) {
      const parsed = parseRules(`{ "files": [ { "paths": ["ok", "${pattern}"], "label": "secret", "reason": "x" } ] }`);
      assert.ok('rules' in parsed, pattern);
    }
  });

  it('wants something that exceptions are exceptions from', () => {
    assert.equal(problems('{ "files": [ { "paths": ["!a.R"], "label": "secret", "reason": "x" } ] }').length, 1);
  });

  it('takes no key twice, at any depth', () => {
    assert.equal(problems('{ "files": [], "files": [] }')[0]?.column, 16);
    const rule = '{ "paths": ["a"], "label": "secret", "reason": "x", "label": "public" }';
    assert.match(problems(`{ "files": [ ${rule} ] }`)[0]?.message ?? '', /“label”/);
  });

  const broken: [string, RegExp][] = [
    ['{ "files": [ {} {} ] }', /comma/],
    ['{ "files" [] }', /colon/],
    ['{ "files": []', /closing }/],
    ['{ "files": [ }', /closing ]|value/],
    ['{ files: [] }', /name in quotes|valid JSON/],
    ['{ "files": [] } x', /follow|valid JSON/],
    ['{ "files: [] }', /closing quote/],
  ];
  for (const [text, words] of broken) {
    it(`says one thing, in words, of ${text}`, () => {
      const [problem, ...others] = problems(text);
      assert.match(problem?.message ?? '', words);
      assert.deepEqual(others, []);
    });
  }

  describe('says of whose file it is', () => {
    for (const key of ['presumptions', 'destinations', 'dataExtensions', 'aiIgnoreFiles']) {
      it(`that ${key} is the organisation’s`, () => {
        const values: Record<string, unknown> = { presumptions: 'locked', destinations: 'listed', dataExtensions: ['x'], aiIgnoreFiles: 'ignored' };
        const text = JSON.stringify({ [key]: values[key] });
        assert.ok('rules' in parseRules(text, 'organisation'));
        for (const form of ['workspace', 'user'] as const) {
          assert.match(problems(text, form)[0]?.message ?? '', new RegExp(`organisation.*${key}`));
        }
      });
    }

    it('that a person’s own file turns no detector off, and nobody credentials', () => {
      const off = (name: string) => `{ "content": { "detectors": {\n "${name}": "off" } } }`;
      assert.ok('rules' in parseRules(off('nir'), 'workspace'));
      assert.ok('rules' in parseRules(off('nir'), 'organisation'));
      assert.equal(problems(off('nir'), 'user')[0]?.line, 2);
      for (const form of ['workspace', 'user', 'organisation'] as const) {
        assert.match(problems(off('credentials'), form)[0]?.message ?? '', /always/);
      }
    });

    it('where its patterns begin', () => {
      const withPath = (path: string) => `{ "files": [ { "paths": ["${path}"], "label": "secret", "reason": "x" } ] }`;
      for (const path of ['/srv/snds/**', '/home/*/private/', '/c/data/**', '*.sas7bdat', '**/private/**', 'private/', '!/srv/open/**']) {
        const text = withPath(path.startsWith('!') ? `/srv/**", "${path}` : path);
        for (const form of ['organisation', 'user'] as const) assert.ok('rules' in parseRules(text, form), path);
      }
      for (const path of ['data/private/**', 'C:/data/**', '~/private/**', '/srv/../x', 'srv\\\\data', '//server/x']) {
        for (const form of ['organisation', 'user'] as const) assert.equal(problems(withPath(path), form).length, 1, path);
      }
    });
  });

  it('points at what is wrong with content rules', () => {
    const pattern = (change: object) => ({ name: 'x', pattern: 'x', label: 'secret', reason: 'x', ...change });
    const of = (...patterns: object[]) => problems(JSON.stringify({ content: { patterns } }, null, 1));
    const cases: [ReturnType<typeof of>, RegExp, number][] = [
      [of(pattern({ pattern: '(?=x)' })), /RE2/, 6],
      [of(pattern({ pattern: 'x*' })), /nothing/, 6],
      [of(pattern({ name: 'Étude 1' })), /small letters/, 5],
      [of(pattern({ label: 'internal' })), /sensitive, secret/, 7],
      [of(pattern({ pattern: 'x'.repeat(1001) })), /1000/, 6],
      [of(pattern({}), pattern({})), /name of its own/, 11],
      [of(...Array.from({ length: 101 }, () => pattern({}))), /100/, 3],
    ];
    for (const [found, words, line] of cases) {
      assert.match(found[0]?.message ?? '', words);
      assert.equal(found[0]?.line, line, String(words));
    }
  });

  it('points at a detector that it does not know', () => {
    const [inContent] = problems('{ "content": { "detectors": {\n  "nirr": "off" } } }');
    assert.deepEqual([inContent?.line, inContent?.column], [2, 3]);
    assert.match(inContent?.message ?? '', /“nirr”/);
    assert.match(problems('{ "redaction": { "nirr": "ask" } }')[0]?.message ?? '', /“nirr”/);
    assert.ok('rules' in parseRules('{ "redaction": { "nir": "ask", "pattern:study-number": "refuse" } }'));
  });

  it('clears nothing for secret, and no destination that it cannot read', () => {
    const of = (destination: string, label: string) => `{ "clearances": [ {\n "destination": "${destination}",\n "label": "${label}", "reason": "x" } ] }`;
    assert.equal(problems(of('mistral', 'secret'))[0]?.line, 3);
    assert.equal(problems(of('mistrall', 'public'))[0]?.line, 2);
    assert.ok('rules' in parseRules(of('mistral', 'public')));
  });
});
