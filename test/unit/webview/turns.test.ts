import assert from 'node:assert/strict';
import type { ChatResult } from '../../../src/protocol/chat.ts';
import type { ToPanel, TurnMessage } from '../../../src/protocol/panel.ts';
import { announcementOf } from '../../../src/webview/announcement.ts';
import { timeText, tokenParts, tokenText } from '../../../src/webview/figures.ts';
import { canGoOn, initialState, modelOf, openTurn, reduce } from '../../../src/webview/state.ts';
import { endNotes } from '../../../src/webview/words.ts';

type Answered = Extract<ChatResult, { outcome: 'answered' }>;

function answered(more: Partial<Answered> = {}): Answered {
  const fragments = [{ text: 'Be', origin: { kind: 'unknown' as const }, label: 'public' as const }];
  const turns = [{ role: 'user' as const, fragments }, { role: 'assistant' as const, fragments }];
  return { outcome: 'answered', finish: 'stop', turns, label: 'public', milliseconds: 1, withheld: 0, redactions: [], ...more };
}

const turn = (id: string, more: object = {}): TurnMessage => ({ type: 'turn', id, text: `${id}?`, attachments: [], ...more });
const piece = (id: string, text: string, kind: 'text' | 'thinking' | 'status' = 'text'): TurnMessage => ({
  type: 'progress',
  id,
  progress: { kind, text },
});
const done = (id: string, more: Partial<Answered> = {}): TurnMessage => ({ type: 'done', id, result: answered(more) });
const after = (...messages: ToPanel[]) => messages.reduce(reduce, initialState);

describe('a conversation on the page', () => {
  const open: ToPanel = { type: 'opened', title: 'Peaks', past: [turn('a'), piece('a', 'Be'), done('a'), turn('b'), done('b')] };

  it('is opened with all its turns, and replaces the one before', () => {
    const state = after(turn('x'), open);
    assert.equal(state.title, 'Peaks');
    assert.deepEqual(state.turns.map(({ id, answer }) => [id, answer]), [['a', 'Be'], ['b', 'Be']]);
    assert.equal(after(open, { type: 'titled', title: 'Delays' }).title, 'Delays');
    assert.equal(after(open, { type: 'cleared' }).title, '');
  });

  it('is shown from another branch on, and what stands before it stays the same object', () => {
    const before = after(open);
    const branch = { number: 1, of: 2 };
    const state = reduce(before, { type: 'rewound', id: 'b', past: [turn('c', { branch }), done('c'), turn('d'), done('d')] });
    assert.deepEqual(state.turns.map(({ id }) => id), ['a', 'c', 'd']);
    assert.equal(state.turns[0], before.turns[0]);
    assert.deepEqual(state.turns[1]?.branch, branch);
    assert.equal(reduce(before, { type: 'rewound', id: 'gone', past: [turn('z')] }), before);
  });

  it('is announced in one sentence, however many turns it has', () => {
    assert.equal(announcementOf(initialState, after(open)), 'Conversation opened: Peaks');
    const other = reduce(after(open), { type: 'rewound', id: 'b', past: [turn('c', { branch: { number: 1, of: 2 } }), done('c')] });
    assert.equal(announcementOf(after(open), other), 'Version 1 of 2.');
    assert.equal(announcementOf(after(open), reduce(after(open), turn('c'))), 'Vigie is answering.');
  });
});

describe('an answer on the page', () => {
  it('goes on where it broke off', () => {
    const cut = after(turn('a'), piece('a', 'Be'), done('a', { finish: 'cut' }));
    assert.equal(openTurn(cut), undefined);
    const on = [{ type: 'continued', id: 'a' } as const, piece('a', 'cause.')].reduce<typeof cut>(reduce, cut);
    assert.equal(openTurn(on)?.answer, 'Because.');
    assert.equal(announcementOf(cut, reduce(cut, { type: 'continued', id: 'a' })), 'Vigie is answering.');
    assert.equal(reduce(on, done('a')).turns[0]?.answer, 'Because.');
  });

  it('can go on if it is the last, has begun and was not done', () => {
    const [ended] = after(turn('a'), piece('a', 'Be'), done('a')).turns;
    const withResult = (result: ChatResult) => ({ ...ended!, result });
    for (const finish of ['cut', 'length', 'cancelled'] as const) assert.ok(canGoOn(withResult(answered({ finish })), true), finish);
    assert.ok(!canGoOn(ended!, true));
    assert.ok(!canGoOn(withResult(answered({ finish: 'cut' })), false));
    assert.ok(!canGoOn({ ...withResult(answered({ finish: 'cut' })), answer: '' }, true));
    assert.ok(!canGoOn(withResult(answered({ finish: 'cancelled', turns: [] })), true));
    assert.ok(!canGoOn(withResult({ outcome: 'failed', message: 'No.' }), true));
  });

  it('says why it broke off', () => {
    assert.deepEqual(endNotes(answered({ finish: 'cut', trouble: 'The gateway fell silent.' })), ['The gateway fell silent.']);
    assert.equal(endNotes(answered({ finish: 'cut' })).length, 1);
    const before = after(turn('a'), piece('a', 'Be'));
    const cut = reduce(before, done('a', { finish: 'cut', trouble: 'The gateway fell silent.' }));
    assert.equal(announcementOf(before, cut), 'Answer ended early. The gateway fell silent.');
  });

  it('keeps thoughts and their time apart, and shows what is waited for until something comes', () => {
    const waiting = after(turn('a'), piece('a', 'The model is being loaded.', 'status'));
    assert.equal(waiting.turns[0]?.status, 'The model is being loaded.');
    const thinking = reduce(waiting, piece('a', 'Hm.', 'thinking'));
    assert.equal(thinking.turns[0]?.status, undefined);
    const thought = reduce(thinking, { type: 'thought', id: 'a', milliseconds: 1500 });
    assert.deepEqual([thought.turns[0]?.thinking, thought.turns[0]?.thoughtFor, thought.turns[0]?.answer], ['Hm.', 1500, '']);
    const failed = reduce(waiting, { type: 'done', id: 'a', result: { outcome: 'failed', message: 'No.' } });
    assert.equal(failed.turns[0]?.status, undefined);
  });
});

describe('the model that answers', () => {
  const at = (origin: string, choice = {}): ToPanel => ({
    type: 'destination',
    destination: { backend: 'gateway', origin, clearance: 'internal' },
    choice,
    remedies: [],
  });
  const here = { backend: 'gateway', origin: 'http://127.0.0.1:1', clearance: 'internal' } as const;

  it('is the chosen one, or the one that answered last from the same place', () => {
    const answers: ToPanel[] = [turn('a'), done('a', { model: 'old', destination: here }), turn('b'), done('b', { model: 'new', destination: here })];
    assert.equal(modelOf(after(at(here.origin), ...answers)), 'new');
    assert.equal(modelOf(after(at(here.origin, { model: 'chosen' }), ...answers)), 'chosen');
    assert.equal(modelOf(after(at('http://127.0.0.1:2'), ...answers)), undefined);
    assert.equal(modelOf(after(at(here.origin))), undefined);
  });
});

describe('where questions go', () => {
  it('is called as the settings call it, until it is another place', () => {
    const destination = { backend: 'gateway', origin: 'http://127.0.0.1:1', clearance: 'internal' } as const;
    const named = after({ type: 'destination', destination, name: 'agency', remedies: [] });
    assert.equal(named.destination?.name, 'agency');
    assert.equal(reduce(named, { type: 'destination', destination, remedies: [] }).destination?.name, undefined);
  });
});

describe('figures', () => {
  it('tell times as people do', () => {
    assert.deepEqual([40, 9900, 9960, 59_400, 61_000].map(timeText), ['0.0 s', '9.9 s', '10 s', '59 s', '1 min 1 s']);
  });

  it('tell tokens, and that they are estimated', () => {
    assert.equal(tokenText({ promptTokens: 1200, completionTokens: 34, estimated: false }), '1,234 tokens');
    assert.equal(tokenText({ completionTokens: 34, estimated: true }), 'about 34 tokens');
    assert.equal(tokenText({ estimated: false }), undefined);
    assert.deepEqual(tokenParts({ promptTokens: 1200, estimated: true }), ['1,200 sent', 'estimated']);
  });
});
