import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { ChatTurn } from '../../../src/protocol/chat.ts';
import type { AttachedText } from '../../../src/server/chat/attachmentText.ts';
import { chatDefaults } from '../../../src/server/chat/defaults.ts';
import { answerTurn, draftQuestion, questionTurn, type Question } from '../../../src/server/chat/draft.ts';
import { partsOf } from '../../../src/server/policy/request.ts';
import { freshFolder } from '../../support/folder.ts';
import { documentAt, localGateway, mistral, policyOver } from '../../support/policy.ts';

const range = { start: { line: 2, character: 0 }, end: { line: 3, character: 0 } };
const selection: AttachedText = { uri: 'file:///p/R/a.R', name: 'R/a.R', languageId: 'r', text: 'x <- 1\n', range, document: { text: 'a\nb\nx <- 1\nc\n', start: 4 } };
const reference = 'Document R/a.R, lines 3 to 3: as it stands further up, unchanged';

/** Asks one question after another, as a client does that keeps the turns. */
function asked(...questions: readonly Partial<Question>[]) {
  let history: ChatTurn[] = [];
  return questions.map((more) => {
    const drafted = draftQuestion({ history, text: 'why?', attachments: [], language: 'en', ...more });
    const sent = { labels: new Map(partsOf(drafted.draft).map((part) => [part, 'internal' as const])), redacted: new Map() };
    history = [...history, questionTurn(drafted, sent), answerTurn('because', drafted, 'internal', sent)];
    return { ...drafted, history };
  });
}

/** How often a text stands in what is sent. */
const times = ({ draft }: ReturnType<typeof asked>[number], text: string): number =>
  partsOf(draft).reduce((sum, part) => sum + part.text.split(text).length - 1, 0);
const said = ({ asked: parts }: ReturnType<typeof asked>[number]): string[] => parts.map(({ text }) => text);

describe('what is attached again', () => {
  it('goes out once in a conversation, and its name tells the model where it stands', () => {
    const [first, second, third] = asked({ attachments: [selection] }, { attachments: [selection] }, { attachments: [selection] });
    assert.equal(times(first!, 'x <- 1'), 1);
    assert.equal(times(second!, 'x <- 1'), 1);
    assert.deepEqual(said(second!), [reference, 'why?']);
    assert.equal(times(third!, 'x <- 1'), 1);
    assert.deepEqual(said(third!), [reference, 'why?']);
  });

  it('goes out again where something was redacted in it, whose placeholder may be forgotten', () => {
    const [{ history }] = asked({ attachments: [selection] }) as [ReturnType<typeof asked>[number]];
    const redacted = history.map((turn) => ({ ...turn, fragments: turn.fragments.map((each) => ({ ...each, redacted: 'sensitive' as const })) }));
    const drafted = draftQuestion({ history: redacted, text: 'why?', attachments: [selection], language: 'en' });
    assert.ok(drafted.asked[0]?.text.includes('x <- 1'));
    assert.deepEqual(drafted.draft.messages[1]?.parts.map(({ purpose }) => purpose), ['context', 'context']);
  });

  it('is asked about where it stands, with the document around it, and earlier words stay mere context', () => {
    const [first, second] = asked({ attachments: [selection] }, { attachments: [selection] });
    const [document, words] = second!.draft.messages[1]!.parts;
    assert.deepEqual(document, first!.asked[0], 'judged as if it were sent for the first time');
    assert.equal(document!.purpose, 'subject');
    assert.ok(document!.around !== undefined);
    assert.equal(words!.purpose, 'context');
  });

  it('is named under its own origin, so that the gate judges the name as its file', () => {
    const [, second] = asked({ attachments: [selection] }, { attachments: [selection] });
    assert.deepEqual(second!.asked[0]!.origin, { kind: 'document', uri: selection.uri, range });
    assert.equal(second!.asked[0]!.purpose, 'subject');
  });

  for (const [what, other] of Object.entries<AttachedText>({
    'changed since': { ...selection, text: 'x <- 2\n' },
    'another selection': { ...selection, range: { start: { line: 1, character: 0 }, end: range.end }, text: 'b\nx <- 1\n' },
    'the same words of another file': { ...selection, uri: 'file:///p/R/b.R', name: 'R/b.R' },
  })) {
    it(`goes out again where it is ${what}`, () => {
      const [, second] = asked({ attachments: [selection] }, { attachments: [other] });
      assert.match(said(second!)[0]!, /```r\n/);
    });
  }

  it('goes out again once the turn that brought it goes along no longer', () => {
    const long = { text: 'a'.repeat(chatDefaults.historyCharacters) };
    const [, , third] = asked({ attachments: [selection] }, long, { attachments: [selection] });
    assert.equal(times(third!, 'x <- 1'), 1);
    assert.match(said(third!)[0]!, /```r\nx <- 1\n/);
  });

  describe('where the turn that brought it goes along no longer', () => {
    const half = { text: 'a'.repeat(chatDefaults.historyCharacters / 2) };
    /** It is brought, pointed at twice with what leaves no room for the first turn, and asked about. */
    const afterTwo = (last: Partial<Question>) => asked({ ...half, attachments: [selection] }, { attachments: [selection] }, { ...half, attachments: [selection] }, last).at(-1)!;
    const texts = ({ draft }: ReturnType<typeof asked>[number]): string[] => draft.messages.slice(1).map(({ parts }) => parts[0]?.text ?? '');

    it('stands in the first place that points at it, as context, though nothing is attached any more', () => {
      const drafted = afterTwo({});
      assert.equal(times(drafted, 'x <- 1'), 1);
      const [whole, , pointer] = texts(drafted);
      assert.match(whole!, /^Document R\/a\.R, lines 3 to 3:\n```r\nx <- 1\n/);
      assert.equal(pointer, reference);
      const { purpose, origin, label } = drafted.draft.messages[1]!.parts[0]!;
      assert.deepEqual({ purpose, origin, label }, { purpose: 'context', origin: { kind: 'document', uri: selection.uri, range }, label: 'internal' });
    });

    it('is pointed at there where it is attached once more', () => {
      const drafted = afterTwo({ attachments: [selection] });
      assert.deepEqual(said(drafted), [reference, 'why?']);
      assert.equal(times(drafted, 'x <- 1'), 1);
      assert.match(texts(drafted)[0]!, /```r\nx <- 1\n/);
      assert.equal(drafted.draft.messages[1]!.parts[0]!.purpose, 'subject');
    });

    it('stands there for an answer that goes on, which is asked about nothing else', () => {
      const filled = { text: 'a'.repeat(chatDefaults.historyCharacters - 100), attachments: [selection] };
      const [, second] = asked(filled, { attachments: [selection] });
      assert.deepEqual(said(second!), [reference, 'why?']);
      const long = answerTurn('because '.repeat(chatDefaults.historyCharacters), second!, 'internal', { labels: new Map(), redacted: new Map() });
      const { draft } = draftQuestion({ history: [...second!.history.slice(0, -1), long], text: '', attachments: [], continues: true, language: 'en' });
      assert.match(draft.messages[1]!.parts[0]!.text, /```r\nx <- 1\n/);
      assert.equal(draft.messages[1]!.parts[0]!.purpose, 'subject');
      assert.equal(draft.messages.length, 4, 'the instructions, the last question and its answer, and to go on');
    });

    it('takes of the room for the conversation what it needs there, and is said to be left out where it does not fit', () => {
      const lengthOf = (length: number): AttachedText => ({ uri: selection.uri, name: 'R/a.R', languageId: 'r', text: 'x <- 1\n'.repeat(length / 7) });
      const { historyCharacters } = chatDefaults;
      for (const length of [historyCharacters / 2, historyCharacters - 200, historyCharacters + 700]) {
        const attachments = [lengthOf(length)];
        const drafted = asked({ text: 'a'.repeat(historyCharacters - 100), attachments }, { text: 'Is it late?', attachments }, { text: 'And now?', attachments }, {}).at(-1)!;
        const earlier = partsOf(drafted.draft).slice(1, -1);
        assert.ok(earlier.reduce((sum, { text }) => sum + text.length, 0) <= historyCharacters, `${length}`);
        assert.deepEqual(earlier.filter(({ origin }) => origin.kind === 'chat').map(({ text }) => text), ['Is it late?', 'And now?'], `${length}`);
        const pointers = earlier.filter(({ text }) => text.startsWith('Document R/a.R: '));
        if (length < historyCharacters) assert.deepEqual(pointers.map(({ text }) => text), ['Document R/a.R: as it stands further up, unchanged'], `${length}`);
        else assert.deepEqual(pointers.map(({ text }) => text), Array(2).fill('Document R/a.R: it was attached here, and is left out now'));
      }
    });
  });

  it('goes out again where something else came from the same place since', () => {
    const [, , third] = asked({ attachments: [selection] }, { attachments: [{ ...selection, text: 'x <- 2\n' }] }, { attachments: [selection] });
    assert.match(said(third!)[0]!, /```r\nx <- 1\n/);
  });

  it('leaves the conversation its room, however long it is', () => {
    const long: AttachedText = { uri: selection.uri, name: 'R/a.R', languageId: 'r', text: 'x <- 1\n'.repeat(chatDefaults.attachmentCharacters / 7) };
    const questions = Array.from({ length: 4 }, (_, index) => ({ text: `question ${index} `.repeat(200), attachments: [long] }));
    const all = asked(...questions);
    for (const each of all) {
      const length = partsOf(each.draft).slice(1).reduce((sum, { text }) => sum + text.length, 0);
      assert.ok(length <= chatDefaults.attachmentCharacters + chatDefaults.historyCharacters + 500, `${length}`);
    }
    assert.deepEqual(said(all[1]!)[0], 'Document R/a.R: as it stands further up, unchanged');
    assert.equal(times(all[1]!, 'question 0'), 200);
  });

  it('goes out again with a command, which is about what stands before it', () => {
    const [, second] = asked({ attachments: [selection] }, { text: '', command: { name: 'explain' }, attachments: [selection] });
    assert.match(said(second!)[0]!, /```r\nx <- 1\n/);
  });

  it('is what a person attached, not what an answer repeats', () => {
    const drafted = draftQuestion({
      history: [
        { role: 'user', fragments: [{ text: 'a', origin: { kind: 'chat' }, label: 'internal' }] },
        { role: 'assistant', fragments: [{ text: 'Document R/a.R, lines 3 to 3:\n```r\nx <- 1\n```', origin: { kind: 'document', uri: selection.uri, range }, label: 'internal' }] },
      ],
      text: 'why?',
      attachments: [selection],
      language: 'en',
    });
    assert.match(drafted.asked[0]!.text, /```r\nx <- 1\n/);
  });

  describe('before the gate', () => {
    const folder = freshFolder();

    it('is refused where it may not go, as it was the first time: what it is about does not stay behind in silence', async () => {
      const { uri } = documentAt(join(folder.path, 'visits.csv'));
      folder.write({ 'visits.csv': 'x <- 1\n' });
      const { gate } = policyOver(folder.path);
      const data: AttachedText = { uri, name: 'visits.csv', languageId: 'csv', text: 'x <- 1\n' };
      const first = draftQuestion({ history: [], text: 'why?', attachments: [data], language: 'en' });
      const here = await gate.judge(first.draft, localGateway);
      assert.ok(here.kind === 'send');
      const history = [questionTurn(first, here), answerTurn('because', first, here.label, here)];
      const second = draftQuestion({ history, text: 'and now?', attachments: [data], language: 'en' });
      assert.equal((await gate.judge(second.draft, localGateway)).kind, 'send');
      const elsewhere = await gate.judge(second.draft, mistral);
      assert.ok(elsewhere.kind === 'refuse');
      assert.deepEqual([...new Set(elsewhere.refusal.findings.map(({ place }) => place.name))].length, 1);
      assert.match(elsewhere.refusal.findings[0]?.place.name ?? '', /visits\.csv$/);
      const alone = draftQuestion({ history, text: 'and now?', attachments: [], language: 'en' });
      const without = await gate.judge(alone.draft, mistral);
      assert.ok(without.kind === 'send' && without.withheld === 2, 'as mere history it stays behind');
    });
  });
});
