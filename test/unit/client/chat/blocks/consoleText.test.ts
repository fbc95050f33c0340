import assert from 'node:assert/strict';
import { isConsole, startsConsole } from '../../../../../src/client/chat/blocks/consoleProgram.ts';
import { commandFor, shownInQuestion } from '../../../../../src/client/chat/blocks/consoleText.ts';
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

  it('finds consoles by the program that a terminal runs', () => {
    for (const program of ['R', '/usr/bin/R', '/opt/venv/bin/radian', 'C:\\Program Files\\R\\bin\\x64\\Rterm.exe', 'arf']) {
      assert.ok(isConsole(program, [], 'r'), program);
      assert.ok(!isConsole(program, [], 'python'), program);
    }
    for (const program of ['/usr/bin/python3', 'python3.12', 'C:\\Python\\python.exe', '/x/bin/ipython', 'ptpython']) {
      assert.ok(isConsole(program, [], 'python'), program);
      assert.ok(!isConsole(program, [], 'r'), program);
    }
    for (const program of ['', '/bin/bash', 'Rscript', '/R/bash', 'rust', 'r', 'pythonista', 'R.sh']) {
      assert.ok(!isConsole(program, [], 'r') && !isConsole(program, [], 'python'), program);
    }
  });

  it('takes no program for a console that does something else', () => {
    assert.ok(isConsole('/usr/bin/R', ['--no-save', '--no-restore'], 'r'));
    assert.ok(isConsole('python', ['-m', 'IPython'], 'python'));
    assert.ok(!isConsole('/usr/bin/R', ['-f', 'a.R'], 'r'));
    assert.ok(!isConsole('python', ['study.py'], 'python'));
    assert.ok(!isConsole('python', ['-m', 'debugpy'], 'python'));
  });

  it('finds consoles that were started in a shell, and nothing that only begins so', () => {
    for (const line of ['R', ' /usr/bin/R --no-save --quiet ', '"C:\\R\\R.exe" --vanilla', '& "C:/R/R.exe"', 'radian']) assert.ok(startsConsole(line, 'r'), line);
    for (const line of ['python3', '/x/.venv/bin/python -i', "'/a b/python' -q", 'python -m IPython', 'ipython']) assert.ok(startsConsole(line, 'python'), line);
    for (const line of ['', 'R CMD check', 'R -e 1', 'R -f a.R', 'R --file=a.R', 'R < a.R', 'R; bash', 'R && bash', 'R | tee a', 'echo R', 'R --version', 'Rscript a.R']) {
      assert.ok(!startsConsole(line, 'r'), line);
    }
    for (const line of ['python a.py', 'python -c 1', 'python -m http.server', 'python -im pdb', 'python3 -V', 'ssh python', 'python;bash', 'R']) {
      assert.ok(!startsConsole(line, 'python'), line);
    }
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
