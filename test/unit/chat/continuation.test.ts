import assert from 'node:assert/strict';
import type { ChatTurn } from '../../../src/protocol/chat.ts';
import { continuePrompt, joinedAnswer, lastExchange } from '../../../src/server/chat/continuation.ts';
import { draftQuestion } from '../../../src/server/chat/draft.ts';
import { ownWords } from '../../../src/server/chat/prompts.ts';

const question: ChatTurn = { role: 'user', fragments: [{ text: 'Why?', origin: { kind: 'chat' }, label: 'public' }] };
const answer = (text: string, more: Partial<ChatTurn['fragments'][number]> = {}): ChatTurn => ({
  role: 'assistant',
  fragments: [{ text, origin: { kind: 'answer', sources: [{ kind: 'chat' }] }, label: 'internal', ...more }],
});

describe('an answer that broke off', () => {
  it('is joined to what came then, without a seam', () => {
    const { role, fragments } = joinedAnswer(answer('Bec'), answer('ause.'));
    assert.equal(role, 'assistant');
    assert.deepEqual(fragments, [
      { text: 'Because.', origin: { kind: 'answer', sources: [{ kind: 'chat' }] }, label: 'internal' },
    ]);
  });

  it('has the stricter label, the stricter redaction and all sources of its parts', () => {
    const document = { kind: 'document' as const, uri: 'file:///study/a.R' };
    const [sensitiveFirst, sensitiveThen] = [
      joinedAnswer(answer('a', { label: 'sensitive', redacted: 'sensitive' }), answer('b')),
      joinedAnswer(answer('a'), answer('b', { label: 'sensitive', redacted: 'sensitive', origin: { kind: 'answer', sources: [document] } })),
    ];
    for (const joined of [sensitiveFirst, sensitiveThen]) {
      assert.equal(joined.fragments[0]?.label, 'sensitive');
      assert.equal(joined.fragments[0].redacted, 'sensitive');
    }
    assert.deepEqual(sensitiveThen.fragments[0]?.origin, { kind: 'answer', sources: [{ kind: 'chat' }, document] });
  });

  it('goes on in a request that cannot be sent without it, in words that the gate knows', () => {
    const history = [question, answer('Old.'), question, answer('Bec')];
    const { draft } = draftQuestion({ history, text: '', attachments: [], continues: true, language: 'fr' });
    assert.deepEqual(
      draft.messages.map(({ role, parts }) => [role, ...parts.map(({ text, purpose }) => `${purpose} ${text}`)]).slice(1),
      [
        ['user', 'context Why?'],
        ['assistant', 'context Old.'],
        ['user', 'subject Why?'],
        ['assistant', 'subject Bec'],
        ['user', `subject ${continuePrompt.fr}`],
      ],
    );
    for (const text of Object.values(continuePrompt)) assert.ok(ownWords.has(text));
  });

  it('goes on behind a question that was longer than all the room for a history', () => {
    const long: ChatTurn = { role: 'user', fragments: [{ text: 'x'.repeat(12_000), origin: { kind: 'chat' }, label: 'public' }] };
    const { draft } = draftQuestion({ history: [question, answer('Old.'), long, answer('Bec')], text: '', attachments: [], continues: true, language: 'en' });
    assert.deepEqual(
      draft.messages.slice(1).map(({ parts }) => parts.map(({ text }) => text.length)),
      [[12_000], [3], [continuePrompt.en.length]],
    );
  });

  it('is the last turn of a history, behind its question', () => {
    assert.deepEqual(lastExchange([question, answer('a'), question, answer('b')])?.answer, answer('b'));
    assert.equal(lastExchange([answer('a')]), undefined);
    assert.equal(lastExchange([answer('a'), question]), undefined);
  });
});
