import assert from 'node:assert/strict';
import type { Finish } from '../../../src/server/backends/backend.ts';
import { defaultBudget } from '../../../src/server/completion/budget.ts';
import { completionReach, defaults } from '../../../src/server/completion/defaults.ts';
import { departureFrom } from '../../../src/server/completion/departure.ts';
import { Flight, type Follower } from '../../../src/server/completion/flight.ts';
import { viewOf } from '../../../src/server/completion/view.ts';
import { snapshotOf } from '../../support/cursor.ts';
import { settled } from './bench.ts';
import { HandClock } from './handClock.ts';

describe('a flight', () => {
  let clock: HandClock;
  let ended: unknown[];
  beforeEach(() => {
    clock = new HandClock();
    ended = [];
  });
  afterEach(() => {
    assert.equal(clock.waiting, 0, 'a timer was left behind');
  });

  function depart(marked: string, { lead = '', ahead = true, ...more }: Partial<Follower> & { lead?: string; ahead?: boolean } = {}): Flight {
    const snapshot = snapshotOf(marked);
    const departure = departureFrom(snapshot, viewOf(snapshot, defaultBudget), { budget: defaultBudget, ahead, context: [] }, { text: lead, drawnFrom: [] });
    assert.ok(departure);
    const follower: Follower = {
      onBegin: () => undefined,
      onLine: () => true,
      onPiece: () => undefined,
      onEnd: (_, error) => ended.push(error),
      ...more,
    };
    return new Flight(departure, follower, clock);
  }

  it('is read to its end', async () => {
    const flight = depart('x <- ║');
    await flight.read(pieces('mean(', 'n)'));
    assert.deepEqual([flight.text, flight.ending, ended], ['mean(n)', 'stop', [undefined]]);
  });

  it('tells complete lines only, until it is at its end', async () => {
    const seen: string[] = [];
    const flight = depart('x <- ║', {
      onPiece: (one) => seen.push(one.text),
      onLine: (one) => {
        seen.push(one.text);
        return true;
      },
    });
    await flight.read(pieces('mean(', 'n)', '\ny', ' <- 2'));
    assert.deepEqual(seen, ['', '', 'mean(n)', 'mean(n)', 'mean(n)']);
    assert.equal(flight.text, 'mean(n)\ny <- 2');
  });

  it('tells the lead before what has come', async () => {
    const flight = depart('x <- ║', { lead: 'mean(n)' });
    assert.equal(flight.departure.draft.prefix[0]?.text, 'x <- mean(n)');
    assert.equal(flight.text, 'mean(n)');
    await flight.read(pieces('\ny <- 2', '\n\nz'));
    assert.equal(flight.text, 'mean(n)\ny <- 2');
    assert.equal(flight.typedIn(viewOf(snapshotOf('x <- mean(n)\ny║'), defaultBudget)), 9);
  });

  it('ends after the line that its follower wants no more behind, and keeps that', async () => {
    let sent = 0;
    let left = false;
    async function* answer(): AsyncGenerator<string, Finish> {
      try {
        for (;;) {
          await Promise.resolve();
          sent++;
          yield sent === 3 ? ')\ny' : 'f(';
        }
      } finally {
        left = true;
      }
    }
    const flight = depart('x <- ║', { onLine: () => false });
    await flight.read(answer());
    await settled();
    assert.deepEqual([flight.text, flight.hasTold, sent, left, flight.signal.aborted], ['f(f()', true, 3, true, true]);
  });

  it('goes no further than its line where the model is not to go ahead', async () => {
    const flight = depart('x <- ║', { ahead: false });
    await flight.read(pieces('mean(n)\ny <- 2\n', 'z'));
    assert.deepEqual([flight.text, flight.ending], ['mean(n)', 'complete']);
  });

  it('tells what goes wrong', async () => {
    const failure = new Error('unreachable');
    // eslint-disable-next-line require-yield
    async function* answer(): AsyncGenerator<string, Finish> {
      await Promise.resolve();
      throw failure;
    }
    await depart('x <- ║').read(answer());
    assert.deepEqual(ended, [failure]);
  });

  it('does not wait for a stream that does not react when it is left', async () => {
    async function* answer(): AsyncGenerator<string, Finish> {
      yield 'x';
      await new Promise<never>(() => undefined);
      return 'stop';
    }
    const flight = depart('x <- ║');
    void flight.read(answer());
    await settled();
    flight.close();
    assert.deepEqual([flight.toldNothing, flight.signal.aborted, ended], [true, true, [undefined]]);
  });

  it('says when it has begun, and when it is late', async () => {
    const begun: number[] = [];
    async function* answer(): AsyncGenerator<string, Finish> {
      await new Promise<void>((resolve) => clock.after(200, resolve));
      yield 'x';
      await new Promise<never>(() => undefined);
      return 'stop';
    }
    const flight = depart('x <- ║', { onBegin: (milliseconds) => begun.push(milliseconds) });
    void flight.read(answer());
    await settled();
    clock.pass(200);
    await settled();
    assert.deepEqual([begun, flight.late], [[200], false]);
    clock.pass(defaults.patienceMs);
    assert.equal(flight.late, true);
    flight.close();
  });

  describe('to a server that never ends', () => {
    it('is left when it has sent more than a completion can be', async () => {
      let left = false;
      async function* answer(): AsyncGenerator<string, Finish> {
        try {
          for (let at = 0; ; at++) {
            await Promise.resolve();
            yield `week${at} `;
          }
        } finally {
          left = true;
        }
      }
      const flight = depart('x <- ║', { ahead: false });
      await flight.read(answer());
      assert.notEqual(flight.ending, 'stop');
      await settled();
      assert.equal(left, true);
    });

    it('keeps no more than that, even where it comes at once', async () => {
      const flight = depart('x <- ║');
      await flight.read(pieces('week, day; '.repeat(completionReach)));
      assert.ok(flight.text.length <= completionReach);
    });

    it('is given up when it is silent', async () => {
      // eslint-disable-next-line require-yield
      async function* answer(): AsyncGenerator<string, Finish> {
        await new Promise<never>(() => undefined);
        return 'stop';
      }
      const flight = depart('x <- ║');
      void flight.read(answer());
      clock.pass(defaults.giveUpMs);
      await settled();
      assert.deepEqual([flight.ending, flight.toldNothing, flight.signal.aborted], ['cut', true, true]);
    });
  });
});

async function* pieces(...all: readonly string[]): AsyncGenerator<string, Finish> {
  for (const piece of all) {
    await Promise.resolve();
    yield piece;
  }
  return 'stop';
}
