import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { paintFor, printable, Progress } from '../../../src/cli/terminal.ts';

class Recorded {
  said = '';
  readonly isTTY: boolean;
  readonly columns: number;

  constructor(isTTY: boolean, columns = 20) {
    this.isTTY = isTTY;
    this.columns = columns;
  }

  write(text: string): void {
    this.said += text;
  }
}

describe('Progress', () => {
  it('is one line, no wider than the terminal, that is written anew and taken away', async () => {
    const err = new Recorded(true);
    const progress = new Progress(err, true);
    progress.say(() => 'x'.repeat(50));
    progress.say(() => 'too soon');
    await wait(150);
    progress.say(() => 'a\nb');
    progress.clear();
    progress.clear();
    assert.equal(err.said, `\r\u001b[K${'x'.repeat(19)}\r\u001b[Ka\\u{a}b\r\u001b[K`);
  });

  it('is silent where there is no terminal, or where it is not wanted', () => {
    for (const [err, wanted] of [[new Recorded(false), true], [new Recorded(true), false]] as const) {
      const progress = new Progress(err, wanted);
      progress.say(() => 'x');
      progress.clear();
      assert.equal(err.said, '');
    }
  });

  it('takes a width of 80 for a terminal that tells none', () => {
    const err = new Recorded(true, 0);
    new Progress(err, true).say(() => 'x'.repeat(200));
    assert.equal(err.said, `\r\u001b[K${'x'.repeat(79)}`);
  });
});

describe('paintFor', () => {
  const label = (isTTY: boolean, env = {}) => paintFor(new Recorded(isTTY), env).label('secret', 'secret');

  it('colours on a terminal only, and not where the person wants none', () => {
    assert.equal(label(true), '\u001b[31msecret\u001b[39m');
    assert.equal(label(true, { NO_COLOR: '' }), label(true));
    assert.equal(label(false), 'secret');
    assert.equal(label(true, { NO_COLOR: '1' }), 'secret');
    assert.equal(label(true, { TERM: 'dumb' }), 'secret');
  });
});

describe('printable', () => {
  it('shows what would command a terminal, or reverse what is read, and leaves letters alone', () => {
    assert.equal(printable('\u001b[31m\u202egpj.exe\u0007'), '\\u{1b}[31m\\u{202e}gpj.exe\\u{7}');
    assert.equal(printable('Été/œuvre 数据.csv'), 'Été/œuvre 数据.csv');
  });
});
