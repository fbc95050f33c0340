import assert from 'node:assert/strict';
import { commandFor, isConsoleName, shownInQuestion } from '../../../../../src/client/chat/blocks/consoleText.ts';
import { indentedFor } from '../../../../../src/client/chat/blocks/indent.ts';
import { blockMessageSchema, consoleOf } from '../../../../../src/protocol/block.ts';

describe('running code of an answer', () => {
  it('types one line as it is', () => {
    assert.equal(commandFor('r', 'summary(cases)\n'), 'summary(cases)');
    assert.equal(commandFor('python', 'cases.describe()'), 'cases.describe()');
  });

  it('reads several lines from a file, and shows their values', () => {
    assert.equal(commandFor('r', 'a <- 1\na'), undefined);
    assert.match(commandFor('r', 'a <- 1\na', '/tmp/v/answer.R'), /^source\("\/tmp\/v\/answer\.R", echo = TRUE/);
    assert.match(commandFor('python', 'a = 1\na', 'C:\\v\\answer.py'), /open\("C:\\\\v\\\\answer\.py"/);
  });

  for (const code of ['system("x")\u0003\u0004rm -rf ~', 'a\u001b[201~\rb', 'a\u202eb', 'a\u2028b']) {
    it(`types no control: ${JSON.stringify(code)}`, () => {
      assert.equal(commandFor('r', code), undefined);
      assert.doesNotMatch(commandFor('r', code, '/tmp/v/answer.R'), /\p{C}/u);
    });
  }

  it('types no statement that Python would wait for more lines of', () => {
    assert.equal(commandFor('python', 'for x in y: print(x)'), undefined);
    assert.equal(commandFor('python', 'format(x)'), 'format(x)');
  });

  it('shows in the question what would run, with what cannot be seen spelled out', () => {
    assert.deepEqual(shownInQuestion('a\u202eb\n\tc\u001b'), { lines: ['a<U+202E>b', '    c<U+001B>'], more: 0 });
    const { lines, more } = shownInQuestion(Array.from({ length: 25 }, () => 'x'.repeat(1000)).join('\n'));
    assert.deepEqual([lines.length, more, lines[0]?.length], [20, 5, 161]);
  });

  it('finds consoles by their names', () => {
    for (const name of ['R', 'R Interactive', 'radian', 'R: analysis', 'R (4.4)']) assert.ok(isConsoleName(name, 'r'), name);
    for (const name of ['Rust', 'bash', 'Run Task', 'R_build', 'Python']) assert.ok(!isConsoleName(name, 'r'), name);
    for (const name of ['Python', 'Python REPL', 'IPython', 'python3.12']) assert.ok(isConsoleName(name, 'python'), name);
    for (const name of ['Pythonista', 'bash', 'R']) assert.ok(!isConsoleName(name, 'python'), name);
  });

  it('is for R and Python', () => {
    assert.deepEqual(['r', 'python', 'py', 'sql', 'bash', ''].map(consoleOf), ['r', 'python', 'python', undefined, undefined, undefined]);
  });
});

describe('code at a cursor', () => {
  it('goes as far to the right as the line there', () => {
    assert.equal(indentedFor('    ', 'if (x) {\n  y\n\n}'), 'if (x) {\n      y\n\n    }');
    assert.equal(indentedFor('', '  a\n    b\n  c'), 'a\n  b\nc');
    assert.equal(indentedFor('  x <- ', 'f(\n  1\n)'), 'f(\n    1\n  )');
    assert.equal(indentedFor('', 'a\n\tb'), 'a\n\tb');
  });
});

describe('what the page may ask to be done with code', () => {
  const message = { type: 'block', action: 'run', language: 'r', text: 'x', turn: 'turn-1' };
  it('is one of what buttons do', () => {
    assert.ok(blockMessageSchema.safeParse(message).success);
    for (const other of [
      { ...message, action: 'copy' },
      { ...message, action: 'command:workbench.action.quit' },
      { ...message, language: 'r"><script>' },
      { ...message, text: 'x'.repeat(1_000_001) },
      { ...message, text: undefined },
      { ...message, turn: 1 },
    ]) {
      assert.ok(!blockMessageSchema.safeParse(other).success, JSON.stringify(other).slice(0, 100));
    }
  });
});
