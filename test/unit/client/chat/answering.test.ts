import assert from 'node:assert/strict';
import { Answering } from '../../../../src/client/chat/answering.ts';
import { Thread } from '../../../../src/client/chat/thread.ts';
import type { ChatSent } from '../../../../src/protocol/chat.ts';
import type { ChatCommand } from '../../../../src/protocol/command.ts';
import { answered, exchange, stored, type Answered } from './store/support.ts';

const message = (text: string) => ({ shown: text, text, attached: [] });

/** The verdict on a question, with the answer's turn still empty, or with what came of it before. */
const sent = (question: string, began = ''): ChatSent => {
  const { turns, label } = answered(question, began);
  return { kind: 'sent', turns, label, withheld: 1, redactions: [{ placeholder: '«NIR-1»', rule: 'nir', reason: 'A number.' }] };
};

describe('an answer as it comes', () => {
  const open = () => new Thread().ask(message('Why?'), null);

  it('can be kept at any time once the gate has spoken, with the labels that it gave', () => {
    const answering = new Answering(open());
    assert.equal(answering.interrupted(), undefined);
    answering.take(sent('Why?'));
    assert.equal(answering.interrupted(), undefined, 'nothing has come of it');
    answering.take({ kind: 'text', text: 'Be' });
    const kept = answering.interrupted('The server ended.');
    assert.equal(kept?.finish, 'cut');
    assert.equal(kept.trouble, 'The server ended.');
    assert.equal(kept.withheld, 1);
    const [question, answer] = sent('Why?').turns;
    assert.deepEqual(kept.turns, [question, { role: 'assistant', fragments: [{ ...answer?.fragments[0], text: 'Be' }] }]);
  });

  it('is a failure where the server ends before anything came', () => {
    const answering = new Answering(open());
    answering.take(sent('Why?'));
    assert.deepEqual(answering.breakOff('The server ended.'), { outcome: 'failed', message: 'The server ended.', remedy: 'retry' });
  });

  it('measures how long the model thinks, each time that it does', () => {
    const answering = new Answering(open());
    const { exchange: asked } = answering;
    assert.equal(answering.take({ kind: 'thinking', text: 'Hm' }, 1000), false);
    answering.take({ kind: 'thinking', text: '.' }, 1500);
    assert.equal(asked.thoughtFor, undefined);
    assert.equal(answering.take({ kind: 'text', text: 'A' }, 3000), true);
    assert.equal(answering.take({ kind: 'text', text: 'B' }, 3500), false);
    answering.take({ kind: 'thinking', text: 'So' }, 4000);
    answering.end(answered('Why?', 'AB'), 4500);
    assert.deepEqual([asked.thinking, asked.thoughtFor, asked.answer], ['Hm.So', 2500, 'AB']);
  });

  describe('that goes on', () => {
    const earlier: Answered = answered('Why?', 'Be', {
      finish: 'cut',
      trouble: 'It fell silent.',
      model: 'first',
      usage: { promptTokens: 10, completionTokens: 2, estimated: false },
    });
    const goingOn = () => new Answering(exchange('a1', null, { answer: 'Be', result: earlier }), earlier);

    it('has the time, the tokens and the redactions of both, and the turns of the whole', () => {
      const answering = goingOn();
      answering.take(sent('Why?', 'Be'));
      answering.take({ kind: 'text', text: 'cause.' });
      const whole = answered('Why?', 'Because.', { label: 'internal', redactions: sent('').redactions, usage: { completionTokens: 3, estimated: true } });
      const result = answering.end(whole);
      assert.equal(result.outcome, 'answered');
      assert.deepEqual(
        { ...result, turns: result.turns[1]?.fragments[0]?.text },
        {
          ...whole,
          turns: 'Because.',
          label: 'sensitive',
          milliseconds: 2400,
          model: 'first',
          usage: { promptTokens: 10, completionTokens: 5, estimated: true },
        },
      );
      assert.equal(answering.exchange.answer, 'Because.');
    });

    it('stays as it was where it cannot, with the reason', () => {
      assert.deepEqual(goingOn().end({ outcome: 'failed', message: 'No gateway.' }), { ...earlier, trouble: 'No gateway.' });
      assert.deepEqual(goingOn().breakOff('The server ended.'), { ...earlier, trouble: 'The server ended.' });
    });

    it('keeps what came now behind what came first, where that breaks off, too', () => {
      const answering = goingOn();
      answering.take(sent('Why?', 'Be'));
      answering.take({ kind: 'text', text: 'cau' });
      assert.equal(answering.interrupted()?.turns[1]?.fragments[0]?.text, 'Becau');
      const result = answering.stopped();
      assert.equal(result.outcome === 'answered' && result.finish, 'cancelled');
    });
  });
});

describe('a thread', () => {
  it('takes its title from the first question, and keeps it', () => {
    const thread = new Thread();
    const first = thread.ask(message('Why is the peak so late?'), null);
    thread.ask(message('And in Corsica?'), first.id);
    assert.equal(thread.title, 'Why is the peak so late?');
    thread.rename('Peaks');
    assert.equal(thread.title, 'Peaks');
  });

  it('is kept as if an answer that is under way came to no more', () => {
    const thread = new Thread();
    const answering = new Answering(thread.ask(message('Why?'), null));
    answering.take(sent('Why?'));
    answering.take({ kind: 'text', text: 'Be' });
    const [kept] = thread.stored(answering).exchanges;
    assert.equal(kept?.result?.outcome === 'answered' && kept.result.finish, 'cut');
    assert.equal(answering.exchange.result, undefined, 'here it goes on');
  });

  it('takes over what another window asked, as another branch, and shows its own', () => {
    const thread = new Thread(stored('t', [exchange('a1', null), exchange('b2', 'a1')]));
    thread.takeOver(stored('t', [exchange('a1', null, { answer: 'other' }), exchange('b3', 'a1')]));
    assert.deepEqual(thread.path.map(({ id }) => id), ['a1', 'b2']);
    assert.equal(thread.path[0]?.answer, 'Answer a1');
    assert.deepEqual(thread.showBranch(thread.last!, 'next').map(({ id }) => id), ['b3']);
    assert.deepEqual(thread.showBranch(thread.last!, 'next'), []);
  });

  it('asks in the place of a question that failed, and leaves nothing of it', () => {
    const thread = new Thread();
    const first = thread.ask(message('Why?'), null);
    const again = thread.ask(message('Why?'), null, { redact: true, inPlaceOf: first });
    assert.deepEqual(thread.path, [again]);
    assert.equal(again.id, first.id);
    assert.equal(thread.stored().exchanges.length, 1);
  });

  it('tells a page which questions are about what is attached, and nothing without that', () => {
    const thread = new Thread();
    const aboutAttached = (command?: ChatCommand) => {
      const turn = thread.turnOf(thread.ask({ ...message('/explain'), ...(command && { command }) }, null));
      return turn.type === 'turn' && turn.aboutAttached;
    };
    assert.equal(aboutAttached({ name: 'explain' }), true);
    assert.equal(aboutAttached({ name: 'prompt', uri: 'file:///w/.vigie/prompts/weights.md' }), undefined);
    assert.equal(aboutAttached(), undefined);
  });
});
