import assert from 'node:assert/strict';
import type { ChatResult } from '../../../src/protocol/chat.ts';
import type { ToPanel } from '../../../src/protocol/panel.ts';
import { announcementOf } from '../../../src/webview/announcement.ts';
import { asksWithout, initialState, neverSent, openTurn, reduce, refusedAgain, remediesOf, saidInLastCard, waySwitch } from '../../../src/webview/state.ts';
import { placeWords } from '../../../src/protocol/alike.ts';
import { clearanceSentence, endNotes, otherName, redactionSentence, samePlace, shortNames } from '../../../src/webview/words.ts';

const destination = { backend: 'mistral', origin: 'https://api.mistral.ai', clearance: 'internal' } as const;

type Answered = Extract<ChatResult, { outcome: 'answered' }>;

function answered(more: Partial<Answered> = {}): Answered {
  return { outcome: 'answered', finish: 'stop', turns: [], label: 'public', milliseconds: 1, withheld: 0, redactions: [], ...more };
}

const turn = (id: string, text = 'Why?'): ToPanel => ({ type: 'turn', id, text, attachments: [] });
const text = (id: string, piece: string): ToPanel => ({
  type: 'progress',
  id,
  progress: { kind: 'text', text: piece },
});

function after(...messages: ToPanel[]) {
  return messages.reduce(reduce, initialState);
}

describe('reduce', () => {
  it('appends what streams in, text and thinking apart', () => {
    const state = after(
      turn('1'),
      { type: 'progress', id: '1', progress: { kind: 'thinking', text: 'hm' } },
      text('1', 'Be'),
      text('1', 'cause'),
    );
    assert.deepEqual(state.turns, [{ id: '1', question: 'Why?', attachments: [], answer: 'Because', thinking: 'hm' }]);
    assert.equal(openTurn(state)?.id, '1');
  });

  it('ends a turn with its result and keeps what was shown', () => {
    const state = after(turn('1'), text('1', 'Be'), {
      type: 'done',
      id: '1',
      result: answered({ finish: 'cancelled' }),
    });
    assert.equal(state.turns[0]?.answer, 'Be');
    assert.equal(openTurn(state), undefined);
  });

  it('takes the answer from the result where nothing streamed, as in a page that is opened later', () => {
    const say = (text: string) => [{ text, origin: { kind: 'unknown' as const }, label: 'public' as const }];
    const turns = [
      { role: 'user' as const, fragments: say('Why?') },
      { role: 'assistant' as const, fragments: say('Because') },
    ];
    const state = after(turn('1'), { type: 'done', id: '1', result: answered({ turns }) });
    assert.equal(state.turns[0]?.answer, 'Because');
  });

  it('ignores what belongs to a conversation that is gone', () => {
    const state = after(turn('1'), { type: 'cleared' });
    assert.equal(reduce(state, text('1', 'late')), state);
    assert.equal(reduce(state, { type: 'done', id: '1', result: answered() }), state);
  });

  it('replaces a turn that is asked again, at the end', () => {
    const failed: ToPanel = { type: 'done', id: '1', result: { outcome: 'failed', message: 'x' } };
    const state = after(turn('1'), failed, turn('1', 'Again?'));
    assert.deepEqual(
      state.turns.map(({ id, question, result }) => ({ id, question, result })),
      [{ id: '1', question: 'Again?', result: undefined }],
    );
  });

  it('keeps a finished turn as it is, the same object, while another streams', () => {
    const first = after(turn('1'), { type: 'done', id: '1', result: answered() }, turn('2'));
    assert.equal(reduce(first, text('2', 'x')).turns[0], first.turns[0]);
  });

  it('forgets the message about a destination with the next one', () => {
    const before = after({ type: 'destination', destination, message: 'No key.', remedies: ['setKey'] });
    assert.deepEqual(before.destination, { ...destination, message: 'No key.', remedies: ['setKey'] });
    const next = reduce(before, { type: 'destination', destination, remedies: [] });
    assert.deepEqual(next.destination, { ...destination, remedies: [] });
  });

  it('knows the other back end for as long as there is one', () => {
    const other = { backend: 'gateway', origin: 'http://127.0.0.1:8080' } as const;
    const before = after({ type: 'destination', destination, other, remedies: [] });
    assert.deepEqual(before.destination?.other, other);
    assert.equal(reduce(before, { type: 'destination', destination, remedies: [] }).destination?.other, undefined);
  });

  it('keeps destination, attachments and commands when the conversation is cleared', () => {
    const attachments = [{ id: 'a', name: 'a.R', label: 'public', fate: 'sent' } as const];
    const commands = [{ name: 'review', aliases: [], title: 'Review', description: '' }];
    const told = [{ type: 'destination', destination, remedies: [] }, { type: 'attachments', attachments }, { type: 'commands', commands }] satisfies ToPanel[];
    const state = after(...told, turn('1'), { type: 'cleared' });
    assert.deepEqual(state, { title: '', destination: { ...destination, remedies: [] }, attachments, turns: [], commands });
  });
});

describe('a failed turn', () => {
  const failed = { outcome: 'failed', message: 'No gateway.', remedy: 'openSettings' } as const;
  const standing = { ...destination, message: 'No gateway.', remedies: ['openSettings', 'useMistral'] as const };

  it('can be asked again besides its remedy, once', () => {
    assert.deepEqual(remediesOf(failed, undefined, true), ['openSettings', 'retry']);
    assert.deepEqual(remediesOf({ outcome: 'failed', message: 'x', remedy: 'retry' }, undefined, true), ['retry']);
    assert.deepEqual(remediesOf({ outcome: 'failed', message: 'x' }, undefined, true), ['retry']);
  });

  it('offers all that helps for as long as its reason stands', () => {
    assert.deepEqual(remediesOf(failed, standing, true), ['openSettings', 'useMistral', 'retry']);
    assert.deepEqual(remediesOf(failed, { ...standing, message: 'Else.' }, true), ['openSettings', 'retry']);
  });

  it('cannot be asked again from further up', () => {
    assert.deepEqual(remediesOf(failed, standing, false), ['openSettings']);
    assert.deepEqual(remediesOf({ outcome: 'failed', message: 'x', remedy: 'retry' }, standing, false), []);
  });

  it('says in its card what the header then leaves out, and nothing else', () => {
    const spoken: ToPanel = { type: 'destination', destination, message: 'No gateway.', remedies: ['openSettings'] };
    const done = after(spoken, turn('1'), { type: 'done', id: '1', result: failed });
    assert.equal(saidInLastCard(done), true);
    assert.equal(saidInLastCard(reduce(done, { ...spoken, message: 'No key.' })), false);
    assert.equal(saidInLastCard(reduce(done, turn('2'))), false);
    assert.equal(saidInLastCard(after(spoken)), false);
  });
});

describe('a refused turn', () => {
  const refusal = { destination, label: 'sensitive' as const, message: 'No.', findings: [], canRedact: false };
  const gateway = { backend: 'gateway', origin: 'http://127.0.0.1:8080' } as const;
  const now = (more: object) => ({ ...destination, remedies: [], ...more });

  it('offers the other back end where that is cleared, and only as long as the person has not switched', () => {
    const cleared = { ...gateway, clearance: 'sensitive' as const };
    assert.deepEqual(waySwitch(refusal, now({ other: cleared })), cleared);
    assert.equal(waySwitch({ ...refusal, label: 'secret' }, now({ other: cleared })), undefined);
    assert.equal(waySwitch(refusal, now({ origin: gateway.origin, other: { ...destination } })), undefined);
    assert.equal(waySwitch(refusal, now({})), undefined, 'there is no other');
  });

  it('calls it by its name in the settings, where it has one', () => {
    assert.equal(otherName({ ...gateway, name: 'grid' }), 'grid 127.0.0.1:8080');
    assert.equal(otherName(gateway), 'Gateway 127.0.0.1:8080');
  });

  it('offers one whose clearance is not known in the place of Mistral only', () => {
    assert.deepEqual(waySwitch(refusal, now({ other: gateway })), gateway);
    const byGateway = { ...refusal, destination: { ...gateway, clearance: 'internal' as const } };
    const { backend, origin } = destination;
    assert.equal(waySwitch(byGateway, now({ ...gateway, other: { backend, origin } })), undefined);
  });

  const chip = (id: string, fate: 'sent' | 'redacted' | 'refused') => ({ id, name: id, label: 'sensitive' as const, fate });

  it('offers to remove what was refused and is still attached', () => {
    const attachments = [chip('a', 'refused'), chip('b', 'redacted'), chip('c', 'refused')];
    const asked = after({ type: 'turn', id: '1', text: 'Why?', attachments }).turns[0]!;
    assert.deepEqual(
      refusedAgain(asked, [chip('a', 'refused'), chip('b', 'redacted')]).map(({ id }) => id),
      ['a'],
    );
  });

  it('offers to remove nothing without which there is nothing to ask', () => {
    const next = [chip('a', 'refused'), chip('b', 'sent')];
    const asked = (text: string, aboutAttached?: boolean) =>
      after({ type: 'turn', id: '1', text, attachments: next, ...(aboutAttached && { aboutAttached }) }).turns[0]!;
    assert.ok(asksWithout(asked('Why?'), next.slice(0, 1), 'a'));
    assert.ok(!asksWithout(asked('/explain why', true), next.slice(0, 1), 'a'), 'the subject of a command');
    assert.ok(asksWithout(asked('/explain', true), next, 'a'));
    assert.ok(!asksWithout(asked(' '), next.slice(0, 1), 'a'));
  });
});

describe('announcementOf', () => {
  const asked = after(turn('1'));

  it('says that an answer begins and that it is complete, and nothing between', () => {
    assert.equal(announcementOf(initialState, asked), 'Vigie is answering.');
    const streaming = reduce(asked, text('1', 'word'));
    assert.equal(announcementOf(asked, streaming), undefined);
    const done = reduce(streaming, { type: 'done', id: '1', result: answered() });
    assert.equal(announcementOf(streaming, done), 'Answer complete.');
  });

  it('says once that nothing was sent, and why', () => {
    const message = 'Nothing was sent: this may not leave.';
    const refusal = { destination, label: 'sensitive' as const, message, findings: [], canRedact: false };
    const done = reduce(asked, { type: 'done', id: '1', result: { outcome: 'refused', refusal } });
    assert.equal(announcementOf(asked, done), message);
    assert.ok(done.turns.every(neverSent));
  });

  it('keeps what was sent of a question that was refused only once a server had received it', () => {
    const message = 'Not sent again: this may not leave.';
    const refusal = { destination, label: 'sensitive' as const, message, sentBefore: [destination.origin], findings: [], canRedact: false };
    const done = reduce(asked, { type: 'done', id: '1', result: { outcome: 'refused', refusal } });
    assert.equal(announcementOf(asked, done), message);
    assert.ok(!done.turns.some(neverSent));
  });

  it('says what was redacted on the way out', () => {
    const redactions = [{ placeholder: '«NIR-1»', rule: 'nir' as const, reason: 'A number.' }];
    const done = reduce(asked, { type: 'done', id: '1', result: answered({ redactions }) });
    assert.equal(announcementOf(asked, done), 'Answer complete. 1 value was redacted on the way out: NIR-1');
  });

  it('tells a complete answer from one that was cut', () => {
    const done = reduce(asked, { type: 'done', id: '1', result: answered({ finish: 'cut' }) });
    assert.equal(announcementOf(asked, done), 'Answer ended early.');
  });
});

describe('words', () => {
  it('notes how an answer ended only where there is something to know', () => {
    assert.deepEqual(endNotes(answered()), []);
    assert.equal(endNotes(answered({ finish: 'length' })).length, 1);
    assert.match(endNotes(answered({ withheld: 1 }))[0] ?? '', /^1 part of the question or the conversation was/);
    assert.match(endNotes(answered({ finish: 'cut', withheld: 3 }))[1] ?? '', /^3 parts of the question or the conversation were/);
  });

  it('names what was redacted, and counts where that is much', () => {
    const redactions = Array.from({ length: 7 }, (_, index) => ({
      placeholder: `«NIR-${index + 1}»`,
      rule: 'nir' as const,
      reason: 'A number.',
    }));
    assert.match(redactionSentence(redactions.slice(0, 2)), /^2 values .*: NIR-1, NIR-2$/);
    assert.match(redactionSentence(redactions), /^7 values .*: NIR-1, NIR-2, NIR-3, NIR-4, NIR-5, …$/);
  });

  it('writes places as people do', () => {
    assert.equal(placeWords({ name: 'R/a.R', line: 3 }), 'R/a.R:3');
    assert.equal(placeWords({ name: 'your message' }), 'your message');
  });

  it('tells a rule in the text itself from one that is written elsewhere', () => {
    const place = { name: 'a.R', uri: 'file:///a.R', line: 3 };
    assert.equal(samePlace(place, { ...place }), true);
    assert.equal(samePlace(place, { ...place, line: 4 }), false);
    assert.equal(samePlace(place, { ...place, uri: 'file:///b/a.R' }), false);
  });

  it('never says that a destination cleared for internal text may receive sensitive text', () => {
    assert.match(clearanceSentence('internal'), /nothing sensitive/);
    assert.match(clearanceSentence('sensitive'), /and sensitive/);
  });
});

describe('shortNames', () => {
  it('names files by their last part, unless that is the name of several', () => {
    assert.deepEqual(shortNames(['data/a.csv', 'data/raw/', 'b.csv']), ['a.csv', 'raw/', 'b.csv']);
    assert.deepEqual(shortNames(['x/a.csv', 'y/a.csv', 'z/b.csv']), ['x/a.csv', 'y/a.csv', 'b.csv']);
  });
});
