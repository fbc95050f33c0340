import assert from 'node:assert/strict';
import { addPath, changeBetween, matches, patternFor, removePath, type RulesEdit } from '../../../../src/server/policy/rules/edit.ts';

const mark = { label: 'sensitive', reason: 'By hand.', reasons: ['By hand.', 'À la main.'] } as const;

function textOf(edit: RulesEdit | undefined): string {
  assert.equal(edit?.kind, 'edited');
  return edit.text;
}

describe('the pattern for a path', () => {
  const sound: [string, string][] = [
    ['data/x.csv', '/data/x.csv'],
    ['été (1)/%5B&;=.csv', '/été (1)/%5B&;=.csv'],
    ['a*b?[1].csv', '/a[*]b\\?\\[1\\].csv'],
    ['#!a  ', '/#!a\\ \\ '],
    ['~x/C:', '/~x/C:'],
    ['tmp/x.csv', 'tmp/x.csv'],
  ];
  for (const [path, pattern] of sound) {
    it(`of ${path} stands for that file alone`, () => {
      assert.deepEqual(patternFor(path, false), { pattern, exact: true });
      const text = textOf(addPath(undefined, pattern, mark));
      assert.ok(matches(text, path, 'sensitive'));
      for (const other of [`sub/${path}`, path.replace(/[*?]/, 'x').replace('[1]', '1'), `${path}x`]) {
        assert.equal(matches(text, other, 'sensitive'), other === path, other);
      }
    });
  }

  it('says where a name cannot be spelt, and then stands for it and a few more', () => {
    for (const path of ['a{1}.csv', 'a\nb.csv', 'a\\b.csv']) {
      const { pattern, exact } = patternFor(path, false);
      assert.equal(exact, false);
      assert.ok(matches(textOf(addPath(undefined, pattern, mark)), path, 'sensitive'), path);
    }
  });

  it('of a folder stands for all that it holds', () => {
    assert.equal(patternFor('data', true).pattern, '/data/**');
    assert.equal(patternFor('', true).pattern, '/**');
  });
});

describe('editing a rule file', () => {
  const written = `{
    // Ours.
    "files": [
        // Patients.
        { "paths": ["data/**"], "label": "sensitive", "reason": "Rows" }, // see the protocol
        // Marked.
        {
            "paths": ["/a.R"], // first
            "label": "sensitive",
            "reason": "By hand."
        },
        // Open.
        { "paths": ["x"], "label": "public", "reason": "Counts" }
        // The end.
    ]
}
`;

  it('begins one with a comment', () => {
    assert.equal(
      textOf(addPath(undefined, '/a.R', mark)),
      `{
  // What of this folder may be sent to which language model. The strictest rule that matches a file decides.
  "files": [
    {
      "paths": ["/a.R"],
      "label": "sensitive",
      "reason": "By hand."
    }
  ]
}
`,
    );
  });

  it('adds to the rule that is there, and changes nothing else', () => {
    const edit = addPath(written, '/b.R', mark);
    assert.equal(textOf(edit), written.replace('["/a.R"]', '["/a.R", "/b.R"]'));
    assert.equal(edit.kind === 'edited' && edit.line, 7);
  });

  it('adds to a rule of another language, but not to one that people wrote', () => {
    const french = written.replace('By hand.', 'À la main.');
    assert.equal(textOf(addPath(french, '/b.R', mark)), french.replace('["/a.R"]', '["/a.R", "/b.R"]'));
    const theirs = written.replace('By hand.', 'Mine.');
    const edit = addPath(theirs, '/b.R', mark);
    const rule = `        {\n            "paths": ["/b.R"],\n            "label": "sensitive",\n            "reason": "By hand."\n        }`;
    assert.equal(textOf(edit), theirs.replace('"Counts" }', `"Counts" },\n${rule}`));
    assert.equal(edit.kind === 'edited' && edit.line, 14);
  });

  it('adds nothing twice', () => {
    assert.equal(textOf(addPath(written, '/a.R', mark)), written);
  });

  it('finds a place in every sound file', () => {
    const texts = ['{}', '{ "content": { "patterns": [] } }', '{"files":[]}', '{ "files": [ ], }\r\n', '{\r\n\t"files": [\r\n\t\t// none\r\n\t],\r\n}\r\n', '{ "files": [ { "paths": ["x",], "label": "public", "reason": "R" }, ] }', '{ /* a */ "files" /* b */ : /* c */ [ /* d */ ] /* e */ } // f'];
    for (const text of texts) {
      const added = textOf(addPath(text, '/b.R', mark));
      assert.ok(matches(added, 'b.R', 'sensitive'), added);
      for (const comment of text.match(/\/\*.*?\*\/|\/\/ \w+/g) ?? []) assert.ok(added.includes(comment), added);
      if (text.includes('\r\n')) assert.doesNotMatch(added, /[^\r]\n/);
      const more = textOf(addPath(added, '/c.R', mark));
      const removed = textOf(removePath(textOf(removePath(more, '/c.R', mark)), '/b.R', mark));
      assert.ok(!matches(removed, 'b.R', 'sensitive'), removed);
    }
  });

  it('removes one path of several', () => {
    const two = textOf(addPath(written, '/b.R', mark));
    assert.equal(textOf(removePath(two, '/b.R', mark)), written);
    assert.equal(textOf(removePath(two, '/a.R', mark)), written.replace('/a.R', '/b.R'));
  });

  it('removes the rule with its last path, and no comment of its neighbours', () => {
    const removed = textOf(removePath(written, '/a.R', mark));
    assert.equal(removed, written.replace(/ {8}\{\n {12}"paths": \["\/a\.R"\][^}]*\},\n/, ''));
    assert.match(removed, /\/\/ Marked\.\n +\/\/ Open\./);
  });

  it('leaves an empty list behind the last rule', () => {
    const empty = textOf(removePath(textOf(addPath(undefined, '/a.R', mark)), '/a.R', mark));
    assert.match(empty, /"files": \[\]/);
    assert.equal(textOf(removePath(textOf(addPath(empty, '/a.R', mark)), '/a.R', mark)), empty);
  });

  it('removes nothing from rules that people wrote', () => {
    assert.equal(removePath(written, 'data/**', mark), undefined);
    assert.equal(removePath(written, '/b.R', mark), undefined);
  });

  it('touches no broken file, and says where it is broken', () => {
    for (const text of ['', '{\n "files": [ {]\n}', '{ "files": [ { "paths": ["a"], "label": "odd", "reason": "R" } ] }']) {
      assert.equal(addPath(text, '/a.R', mark).kind, 'broken');
      assert.equal(removePath(text, '/a.R', mark)?.kind, 'broken');
    }
    const edit = addPath('{\n "files": [ {]\n}', '/a.R', mark);
    assert.equal(edit.kind === 'broken' && edit.problem.line, 2);
  });
});

describe('the change between two texts', () => {
  it('is the smallest run that differs', () => {
    for (const [old, text] of [['abc', 'abXc'], ['aaa', 'aa'], ['', 'a'], ['a', ''], ['abc', 'abc'], ['a,b', 'a,a,b']] as const) {
      const change = changeBetween(old, text);
      assert.equal(old.slice(0, change.start) + change.text + old.slice(change.end), text);
    }
    assert.deepEqual(changeBetween('abc', 'abXc'), { start: 2, end: 2, text: 'X' });
  });
});
