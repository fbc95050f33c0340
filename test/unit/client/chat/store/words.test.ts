import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { exported, exportName } from '../../../../../src/client/chat/store/export.ts';
import { foundByTitle, Looking, searchedText } from '../../../../../src/client/chat/store/search.ts';
import { tidyTitle, titleOf } from '../../../../../src/client/chat/store/title.ts';
import type { Refusal } from '../../../../../src/protocol/verdict.ts';
import { readMarker } from '../../../../../src/server/policy/marker.ts';
import { answered, exchange, stored } from './support.ts';

const message = (shown: string, more: object = {}) => ({ shown, text: shown, attached: [], ...more });
const attached = {
  attachment: { uri: 'file:///study/R/epicurve.R' },
  view: { id: '1', name: 'R/epicurve.R:3-12', label: 'internal', fate: 'sent' },
} as const;

describe('a title', () => {
  afterEach(() => {
    l10n.config({ contents: {} });
  });

  it('is made of the first words of the first question', () => {
    assert.equal(titleOf(message('  Why is\nthe peak so late?  ')), 'Why is the peak so late?');
    const long = titleOf(message('Why does the number of visits fall in week 33 of every year in all regions but Corsica?'));
    assert.equal(long, 'Why does the number of visits fall in week 33 of every…');
    assert.ok(!/[\uD800-\uDBFF]…$/.test(titleOf(message('x'.repeat(58) + '🦠'.repeat(9)))));
  });

  it('is made of a command and the file that it was given', () => {
    assert.equal(titleOf(message('Explain this.', { text: '', attached: [attached] })), 'Explain this: R/epicurve.R:3-12');
    const command = { name: 'review' } as const;
    assert.equal(titleOf(message('/review', { text: '', command, attached: [attached] })), 'Review: R/epicurve.R:3-12');
    assert.equal(titleOf(message('/usr/bin is where?')), '/usr/bin is where?');
  });

  it('has its colon as the language of the session writes it', () => {
    l10n.config({ fsPath: join(__dirname, '../../../../../l10n/bundle.l10n.fr.json') });
    assert.equal(titleOf(message('Expliquez ceci.', { text: '', attached: [attached] })), 'Expliquez ceci\u00a0: R/epicurve.R:3-12');
  });

  it('that a person wrote is one line', () => {
    assert.equal(tidyTitle('  Peaks\n 2024 '), 'Peaks 2024');
    assert.equal(tidyTitle(' \n'), '');
  });
});

describe('the search', () => {
  const conversations = [
    stored('one', [exchange('a1', null, { answer: 'Reporting delays truncate the last weeks.' }), exchange('b2', 'a1', { answer: 'Corrected.' })], { title: 'Corse' }),
    stored('two', [exchange('a1', null, { message: message('Où est le délai ?') })], { title: 'Délais de déclaration' }),
  ];
  const looked = (of: (typeof conversations)[number], query: string): Looking => {
    const looking = new Looking(query, of.title);
    for (const each of of.exchanges) looking.take(searchedText(each));
    return looking;
  };
  const ids = (query: string) => conversations.filter((each) => looked(each, query).found).map(({ id }) => id);

  it('finds words in titles, questions and answers, whatever their case and accents', () => {
    assert.deepEqual(foundByTitle(conversations, 'DELAI').map(({ id }) => id), ['two']);
    assert.deepEqual(ids('DELAI'), ['two']);
    assert.deepEqual(ids('dela'), ['one', 'two']);
    assert.deepEqual(ids('weeks corrected reporting corse'), ['one']);
    assert.deepEqual(ids('weeks nowhere'), []);
    assert.deepEqual(ids(' '), ['one', 'two']);
  });

  it('shows where it found them', () => {
    const [one] = conversations;
    assert.equal(looked(one!, 'TRUNCATE').excerpt, 'Reporting delays truncate the last weeks.');
    const long = stored('x', [exchange('a1', null, { answer: `${'word '.repeat(50)}peak ${'word '.repeat(50)}` })]);
    assert.match(looked(long, 'peak').excerpt ?? '', /^…(word ){7,8}peak( word){7,8}…$/);
    assert.equal(looked(one!, 'nowhere').excerpt, undefined);
  });
});

describe('an exported conversation', () => {
  const code = 'Look:\n\n```{r}\n#| eval: true\nsystem("true")\n```\n\nIt is `r 1 + 1`.';
  const conversation = {
    title: 'Peaks: *why*?',
    created: Date.UTC(2026, 0, 5),
    path: [
      exchange('a1', null, {
        message: message('Why?\n\n# Not a heading', { attached: [attached] }),
        answer: code,
        result: answered('', '', { model: 'scripted', destination: { backend: 'gateway', origin: 'http://127.0.0.1:1', clearance: 'sensitive' } }),
      }),
      exchange('b2', 'a1', { answer: '```r\nx <- 1', result: answered('', '', { finish: 'cut' }) }),
      exchange('c3', 'b2', { answer: '', result: { outcome: 'failed', message: 'The gateway is silent.' } }),
    ],
  };

  it('is Markdown in which a question stays a quotation and an open block is closed', () => {
    const text = exported(conversation, 'markdown');
    assert.match(text, /^# Peaks: \\\*why\\\*\?\n/m);
    assert.match(text, /> Why\?\n>\n> # Not a heading\n>\n> - R\/epicurve\.R:3-12 \(internal\)\n/);
    assert.ok(text.includes(code), 'an answer is as it was written');
    assert.match(text, /\*scripted, 127\.0\.0\.1:1\*/);
    assert.match(text, /```r\nx <- 1\n```\n\n\*The answer is not complete\.\*/);
    assert.match(text, /\*No answer\. The gateway is silent\.\*/);
  });

  it('says of a refused question that it was not sent, or not again', () => {
    const destination = { backend: 'gateway', origin: 'http://127.0.0.1:1', clearance: 'sensitive' } as const;
    const endingOf = (message: string, more: Partial<Refusal> = {}) => {
      const refusal: Refusal = { destination, label: 'secret', message, findings: [], canRedact: false, ...more };
      const result = { outcome: 'refused' as const, refusal };
      return exported({ ...conversation, path: [exchange('a1', null, { answer: '', result })] }, 'markdown').split('\n').at(-2);
    };
    assert.equal(endingOf('Nothing was sent: why.'), '*Not sent: Nothing was sent: why.*');
    assert.equal(endingOf('Not sent again: why.', { sentBefore: [destination.origin] }), '*Not sent again: why.*');
  });

  it('is a Quarto document that runs nothing', () => {
    const text = exported(conversation, 'quarto');
    assert.match(text, /^---\n# vigie: secret\ntitle: "Peaks: \*why\*\?"\ndate: 2026-01-05\n/);
    assert.match(text, /^engine: markdown$/m);
    assert.doesNotMatch(text, /\{r\}|`r 1/);
    assert.match(text, /```r\n#\| eval: true\nsystem/);
  });

  it('marks its file where anything sensitive was in it, also what was redacted, as the gate reads markers', () => {
    for (const format of ['markdown', 'quarto'] as const) {
      assert.equal(readMarker(exported(conversation, format))?.label, 'secret');
      assert.equal(readMarker(exported({ ...conversation, path: [conversation.path[2]!] }, format)), undefined);
    }
  });

  it('has a name that every file system takes', () => {
    assert.equal(exportName('Délais : où/quand ?', 'quarto'), 'Délais-où-quand.qmd');
    assert.equal(exportName('???', 'markdown'), 'conversation.md');
  });
});
