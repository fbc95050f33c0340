import assert from 'node:assert/strict';
import type { ChatTurn } from '../../../src/protocol/chat.ts';
import { attachmentText } from '../../../src/server/chat/attachmentText.ts';
import { chatDefaults } from '../../../src/server/chat/defaults.ts';
import { partsOf } from '../../../src/server/policy/request.ts';
import { answerTurn, draftQuestion, questionTurn, type Question } from '../../../src/server/chat/draft.ts';

const attached = { uri: 'file:///p/R/a.R', name: 'R/a.R', languageId: 'r', text: 'x <- 1\n' };
const question = (more: Partial<Question> = {}): Question => ({
  history: [],
  text: 'why?',
  attachments: [],
  language: 'en',
  ...more,
});

describe('draftQuestion', () => {
  it('puts instructions first, what is asked last, and knows each origin', () => {
    const { draft } = draftQuestion(question({ attachments: [attached] }));
    assert.deepEqual(
      draft.messages.map(({ role, parts }) => [
        role,
        ...parts.map(({ origin, purpose }) => `${origin.kind} ${purpose}`),
      ]),
      [
        ['system', 'vigie context'],
        ['user', 'document subject', 'chat subject'],
      ],
    );
  });

  it('brings the document that an attachment was cut out of, and says where the attachment begins in its text', () => {
    const partOf = (more: object) => {
      const { draft } = draftQuestion(question({ attachments: [{ ...attached, ...more }] }));
      const part = draft.messages[1]?.parts[0];
      assert.ok(part !== undefined);
      return part;
    };
    assert.equal(partOf({}).around, undefined, 'all of the document');
    const range = { start: { line: 1, character: 0 }, end: { line: 2, character: 0 } };
    const lines = ['y <- 0\n', 'x <- 1\n'.repeat(chatDefaults.attachmentCharacters / 4), 'z <- 2\n'];
    const whole = lines.join('');
    for (const more of [{ range, document: { text: 'y <- 0\nx <- 1\n', start: 7 } }, { text: whole }, { text: lines[1], range, document: { text: whole, start: 7 } }]) {
      const { text, around } = partOf(more);
      assert.ok(around !== undefined);
      const length = around.end - around.start;
      assert.ok(length > 6);
      assert.equal(text.slice(around.at, around.at + length), around.text.slice(around.start, around.end));
      assert.match(text.slice(around.at + length), /^```/);
    }
  });

  it('asks for an explanation in the language of the person', () => {
    const { draft } = draftQuestion(
      question({ text: '', command: { name: 'explain' }, attachments: [attached], language: 'fr' }),
    );
    assert.match(draft.messages[0]?.parts[0]?.text ?? '', /Répondez en français/);
    assert.deepEqual(
      draft.messages[1]?.parts.map(({ origin }) => origin.kind),
      ['document', 'vigie'],
    );
    assert.match(draft.messages[1].parts[1]?.text ?? '', /^Expliquez ce code/);
  });

  it('sends earlier turns as context, the oldest left out first', () => {
    const turn = (role: ChatTurn['role'], text: string): ChatTurn => ({
      role,
      fragments: [{ text, origin: { kind: 'chat' }, label: 'internal' }],
    });
    const long = 'a'.repeat(chatDefaults.historyCharacters / 2);
    const { draft } = draftQuestion(
      question({
        history: [
          turn('user', 'oldest'),
          turn('assistant', long),
          turn('user', 'next'),
          turn('assistant', long.slice(10)),
          turn('user', 'newest'),
          turn('assistant', 'yes'),
        ],
      }),
    );
    assert.deepEqual(
      draft.messages.slice(1, -1).map(({ parts }) => parts[0]?.text.slice(0, 6)),
      ['next', 'aaaaaa', 'newest', 'yes'],
    );
    assert.ok(draft.messages.slice(1, -1).every(({ parts }) => parts[0]?.purpose === 'context'));
  });
});

describe('answerTurn', () => {
  it('carries every source of the request, those of earlier answers too, and none twice', () => {
    const source = { kind: 'document', uri: 'file:///p/old.R' } as const;
    const history: ChatTurn[] = [
      { role: 'user', fragments: [{ text: 'a', origin: source, label: 'internal' }] },
      {
        role: 'assistant',
        fragments: [{ text: 'b', origin: { kind: 'answer', sources: [source] }, label: 'internal' }],
      },
    ];
    const drafted = draftQuestion(question({ history, attachments: [attached] }));
    const turn = answerTurn('because', drafted, 'sensitive', {
      labels: new Map(partsOf(drafted.draft).map((part) => [part, 'internal'])),
      redacted: new Map([[{ text: 'a', origin: source, purpose: 'context' }, { redacted: 'secret', redactedBy: 'those of now' }]]),
    });
    assert.deepEqual(turn.fragments[0]?.origin, {
      kind: 'answer',
      sources: [source, { kind: 'document', uri: attached.uri }, { kind: 'chat' }],
    });
    assert.equal(turn.fragments[0].label, 'sensitive');
    assert.equal(turn.fragments[0].redacted, 'secret', 'it may hold what was restored');
    assert.equal(turn.fragments[0].redactedBy, 'those of now');
  });

  it('carries no source of what stayed behind', () => {
    const instructions = [{ uri: 'file:///p/.vigie/instructions.md', text: 'Write dates as ISO 8601.' }];
    const drafted = draftQuestion(question({ instructions }));
    const sent = drafted.asked.map((part) => [part, 'internal'] as const);
    const turn = answerTurn('because', drafted, 'internal', { labels: new Map(sent), redacted: new Map() });
    assert.deepEqual(turn.fragments[0]?.origin, { kind: 'answer', sources: [{ kind: 'chat' }] });
  });
});

describe('questionTurn', () => {
  it('remembers each part under the label that it was sent with; what was not judged is secret', () => {
    const drafted = draftQuestion(question({ attachments: [attached] }));
    const [document] = drafted.asked;
    const turn = questionTurn(drafted, {
      labels: new Map([[document!, 'internal']]),
      redacted: new Map([[document!, { redacted: 'sensitive' }]]),
    });
    assert.deepEqual(
      turn.fragments.map(({ label, redacted }) => [label, redacted]),
      [
        ['internal', 'sensitive'],
        ['secret', undefined],
      ],
    );
  });
});

describe('attachmentText', () => {
  it('shows a document as a fenced block under its name', () => {
    assert.equal(attachmentText(attached, 100), 'Document R/a.R:\n```r\nx <- 1\n```');
  });

  it('names the lines of a selection as an editor does', () => {
    const range = { start: { line: 2, character: 0 }, end: { line: 5, character: 0 } };
    assert.match(attachmentText({ ...attached, range }, 100), /^Document R\/a\.R, lines 3 to 5:/);
  });

  it('fences a text that has fences itself', () => {
    assert.match(attachmentText({ ...attached, text: '````r\nx\n````\n' }, 100), /\n`{5}r\n/);
  });

  it('cuts a long text at a line and says so', () => {
    const text = attachmentText({ ...attached, text: 'line one\nline two\n' }, 12);
    assert.match(text, /line one\n```\n\(cut: only the first 9 of 18 characters are shown\)$/);
  });

  it('cuts no number of a single long line in two', () => {
    const text = attachmentText({ ...attached, text: 'a;b;1 85 55 75 006 084 23;c' }, 14);
    assert.match(text, /```r\na;b;\n```/);
  });
});
