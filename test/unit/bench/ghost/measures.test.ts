import assert from 'node:assert/strict';
import type { Answered, RunLog, Shown, State } from '../../../../bench/ghost/driver/log.ts';
import { addedLatencies } from '../../../../bench/ghost/measures/latency.ts';
import { isRight, isWrong, nextLineAfter } from '../../../../bench/ghost/measures/right.ts';
import { sightOf } from '../../../../bench/ghost/measures/sight.ts';
import { trafficOf } from '../../../../bench/ghost/measures/traffic.ts';
import type { Asked } from '../../../../bench/ghost/oracle/server.ts';

const text = 'alpha <- beta(gamma)\n\ndelta <- epsilon\n';
const program = { name: 'a.R', languageId: 'r', text };
const segment = { program, before: '', after: '\n', start: 0, end: text.length - 1, keys: [] };

/** A person who types from the start of the text, a key every `gap` milliseconds; `to` places, each reached by a key. */
function typing(count: number, gap = 100): State[] {
  return Array.from({ length: count + 1 }, (_, place) => ({ at: place * gap, segment: 0, before: text.slice(0, place), place }));
}

function log(parts: Partial<RunLog>): RunLog {
  const states = parts.states ?? [];
  return { segments: [segment], states, shown: [], answered: [], asked: [], keys: states.length - 1, cpuSeconds: undefined, peakMB: undefined, ...parts };
}

function asked(parts: Partial<Asked> & { prefix: string; at: number }): Asked {
  const { prefix, ...rest } = parts;
  const answer = rest.answer ?? text.slice(prefix.length, text.indexOf('\n', prefix.length));
  const place = { document: program, offset: prefix.length };
  return { route: '/infill', tail: prefix.slice(-400), place, answer, streamed: true, warming: false, sentAt: [], tokens: 0, endedAt: undefined, ...rest };
}

describe('what is right and what is wrong', () => {
  it('is told by eight characters, or by the rest of the line', () => {
    assert.ok(isRight('alpha <-', text, 0));
    assert.ok(isRight('alpha <- other', text, 0));
    assert.ok(!isRight('alpha', text, 0));
    assert.ok(isRight('ma)', text, 17));
    assert.ok(!isRight('', text, 0));
    assert.ok(!isRight('\n', text, 20));
  });

  it('is neither while it is too short to tell', () => {
    assert.ok(!isWrong('alpha', text, 0));
    assert.ok(isWrong('alpHa', text, 0));
    assert.ok(!isWrong('', text, 0));
  });

  it('is wrong wherever a slip stands', () => {
    assert.ok(isWrong('alpha', text, undefined));
    assert.ok(!isWrong('', text, undefined));
  });

  it('goes on with the next line at the end of a line', () => {
    assert.ok(!isWrong('\n\ndelta', text, 20));
    assert.ok(!isWrong('\ndelta', text, 20));
    assert.ok(isWrong(' |>', text, 20));
    assert.ok(isWrong('delta', text, 20));
    assert.ok(!isWrong('delta', text, 21));
    assert.ok(isWrong('\n\ngamma', text, 20));
  });

  it('knows where the next line begins', () => {
    assert.deepEqual(nextLineAfter(text, 20, text.length - 1), { content: 22, shownTo: 30 });
    assert.equal(nextLineAfter(text, 19, text.length - 1), undefined);
    assert.equal(nextLineAfter(text, 21, text.length - 1), undefined);
    assert.equal(nextLineAfter(text, 20, 22), undefined);
  });
});

describe('coverage and editor view', () => {
  const states = typing(3);
  const answer = (state: number, answeredAt: number, given: string): Answered => ({ state, askedAt: answeredAt - 10, answeredAt, text: given });
  const shows = (state: number, at: number, given: string): Shown => ({ at, state, text: given });

  it('count an answer to the very position, in time and before the next key', () => {
    const right = answer(1, 190, 'lpha <- ');
    assert.equal(sightOf(log({ states, answered: [right] })).coverage(100), 1 / 3);
    assert.equal(sightOf(log({ states, answered: [right] })).coverage(80), 0);
    assert.equal(sightOf(log({ states, answered: [answer(1, 210, 'lpha <- ')] })).coverage(400), 0);
    assert.equal(sightOf(log({ states, answered: [answer(1, 190, 'lpha =')] })).coverage(100), 0);
    assert.equal(sightOf(log({ states, answered: [answer(3, 700, 'ha <- be')] })).coverage(400), 1 / 3);
  });

  it('count what the screen shows, wherever it comes from', () => {
    const shown = [shows(1, 100, ''), shows(1, 150, 'lpha <- b'), shows(2, 200, 'pha <- b'), shows(3, 300, '')];
    const sight = sightOf(log({ states, shown }));
    assert.equal(sight.view(100), 2 / 3);
    assert.equal(sight.view(40), 1 / 3);
    assert.equal(sight.wrong, 0);
  });

  it('leave out positions with a slip, where whatever is shown is wrong', () => {
    const slipped = states.map((state, index) => (index === 2 ? { ...state, place: undefined } : state));
    const sight = sightOf(log({ states: slipped, shown: [shows(1, 150, 'lpha <- b'), shows(2, 250, 'x'), shows(3, 310, 'nonsense')] }));
    assert.equal(sight.view(100), 1 / 2);
    assert.equal(sight.wrong, 2 / 3);
  });

  it('count pauses by what was seen before their end', () => {
    const slow = typing(3, 700);
    const shown = [shows(1, 1390, 'lpha <- beta')];
    assert.equal(sightOf(log({ states: slow, shown })).pauses, 1 / 2);
    assert.ok(Number.isNaN(sightOf(log({ states })).pauses));
  });

  it('want the next line within 400 ms of the line’s end, before or behind Enter', () => {
    const whole = typing(24);
    const at = (shown: Shown[]): number => sightOf(log({ states: whole, shown })).nextLine;
    assert.equal(at([shows(20, 2050, '\n\ndelta <- eps')]), 1);
    assert.equal(at([shows(22, 2250, 'delta <- eps')]), 1);
    assert.equal(at([shows(22, 2250, 'delta')]), 0);
    assert.equal(at([shows(23, 2350, 'elta <- eps')]), 0);
    assert.equal(at([]), 0);
    const late = typing(24, 250);
    assert.equal(sightOf(log({ states: late, shown: [shows(22, 5550, 'delta <- eps')] })).nextLine, 0);
  });
});

describe('traffic', () => {
  const slip: State[] = [...typing(3), { at: 400, segment: 0, before: 'alpx', place: undefined }, { at: 500, segment: 0, before: 'alp', place: 3 }];

  it('is counted per 100 keys, warming apart', () => {
    const traffic = trafficOf(log({
      states: typing(10),
      asked: [asked({ prefix: 'a', at: 110, tokens: 4, endedAt: 500 }), asked({ prefix: 'a', at: 120, warming: true, endedAt: 300 })],
    }));
    assert.equal(traffic.tokensPer100, 40);
    assert.equal(traffic.requestsPer100, 10);
    assert.equal(traffic.warmingsPer100, 10);
  });

  it('is waste where it is wrong or was known', () => {
    const waste = (requests: Asked[]): number => trafficOf(log({ states: typing(10), asked: requests })).wastePer100;
    assert.equal(waste([asked({ prefix: 'a', at: 110, tokens: 2 })]), 0);
    assert.equal(waste([asked({ prefix: 'a', at: 110, tokens: 2 }), asked({ prefix: 'a', at: 300, tokens: 2 })]), 20);
    assert.equal(waste([asked({ prefix: 'a', at: 110, tokens: 2, answer: 'lpha = 5' })]), 7.5);
  });

  const closed = (request: Partial<Asked> & { prefix?: string }, states = slip): number =>
    trafficOf(log({ states, asked: [asked({ prefix: 'alp', at: 350, ...request })] })).uselessClosed;

  it('has useless requests closed soon after the key that left them, before the first token too', () => {
    assert.equal(closed({ endedAt: 549 }), 1);
    assert.equal(closed({ endedAt: 551 }), 0);
    assert.equal(closed({}), 0);
  });

  it('does not count those that had ended by then, nor those that typing agrees with', () => {
    assert.ok(Number.isNaN(closed({ endedAt: 390 })));
    assert.ok(Number.isNaN(closed({ endedAt: 5000 }, typing(10))));
  });

  it('sees that a wrong answer is left at the first key, and any when the person goes back before it', () => {
    assert.equal(closed({ answer: 'x', endedAt: 460 }, typing(10)), 1);
    assert.equal(closed({ prefix: 'alpx', at: 420, answer: 'yz', endedAt: 640 }), 1);
    assert.equal(closed({ prefix: 'alpx', at: 420, answer: 'yz', endedAt: 660 }), 0);
  });

  it('knows a request that leaves off the indentation before the cursor', () => {
    const indented = (...lines: string[]): State[] => lines.map((line, index) => ({ at: index * 100, segment: 0, before: `{\n${line}`, place: index }));
    const request = { prefix: '{\n', at: 50, answer: '  alpha', endedAt: 300 };
    assert.ok(Number.isNaN(closed(request, indented('  ', '  a', '  al'))));
    assert.equal(closed(request, indented('  ', '  b', '  bl')), 0);
    assert.equal(closed({ ...request, endedAt: 240 }, indented('  ', '  b', '  bl')), 1);
  });

  it('knows a request that was made ahead of the person', () => {
    const ahead = { prefix: 'alpha <- ', at: 350, answer: 'beta' };
    assert.ok(Number.isNaN(closed({ ...ahead, endedAt: 5000 }, typing(10))));
    assert.equal(closed({ ...ahead, endedAt: 500 }), 1);
    assert.equal(closed({ ...ahead, endedAt: 600 }), 0);
  });
});

describe('added latency', () => {
  const states = typing(2, 1000);
  const answered = (askedAt: number, answeredAt: number, given = 'lpha <- beta(gamma)'): Answered => ({ state: 1, askedAt, answeredAt, text: given });
  const sentAt = [1250, 1260, 1270, 1280, 1290];
  const whole = asked({ prefix: 'a', at: 1055, sentAt, tokens: 5, endedAt: 1291 });

  it('is all of the time where the client had the answer', () => {
    assert.deepEqual(addedLatencies(log({ states, answered: [answered(1050, 1052)] })), [2]);
  });

  it('is what is left of the model’s own time, from the client’s request on', () => {
    assert.deepEqual(addedLatencies(log({ states, asked: [whole], answered: [answered(1050, 1300)] })), [250 - (1290 - 1055)]);
  });

  it('counts of a running stream only what is still to come', () => {
    assert.deepEqual(addedLatencies(log({ states, asked: [{ ...whole, at: 1010 }], answered: [answered(1285, 1293)] })), [3]);
    assert.deepEqual(addedLatencies(log({ states, asked: [{ ...whole, at: 1010 }], answered: [answered(1400, 1403)] })), [3]);
  });

  it('does not ask for the line’s end of a client that shows a part', () => {
    assert.deepEqual(addedLatencies(log({ states, asked: [whole], answered: [answered(1050, 1272, 'lpha <- beta')] })), [222 - (1270 - 1055)]);
  });

  it('takes the whole answer for a client that does not stream, and no aborted one', () => {
    const [one, two] = [{ ...whole, streamed: false, sentAt: [] }, { ...whole, streamed: false, sentAt: [], tokens: 2, endedAt: 1270 }];
    assert.deepEqual(addedLatencies(log({ states, asked: [one, two], answered: [answered(1050, 1300)] })), [250 - (1291 - 1055)]);
  });

  it('leaves out answers without a text', () => {
    assert.deepEqual(addedLatencies(log({ states, answered: [answered(1050, 1052, '')] })), []);
  });
});
