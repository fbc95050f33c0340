import assert from 'node:assert/strict';
import { judged } from '../../../src/server/check/judge.ts';
import { linesOf, markdownOf, rowsOf } from '../../../src/server/check/report.ts';
import { speak } from '../../../src/server/session.ts';
import { well } from './facts.ts';

describe('the report of a server', () => {
  afterEach(() => {
    speak('en');
  });

  it('says of a dead server that it is dead, and nothing of what was not asked', () => {
    const { chat, completion } = well;
    const dead = {
      ...well,
      models: { works: false, ids: [], message: 'Nothing answers there.' },
      chat: { works: false, streams: false, reasoning: chat.reasoning, usage: false },
      completion: { works: false, tried: completion.tried },
    };
    assert.deepEqual(rowsOf(dead), [{ title: 'Models', state: 'fails', found: 'Nothing answers there.' }]);
    assert.match(markdownOf(judged(dead)), /Vigie cannot work with this server as it is\./);
  });

  it('has a row for each thing that was asked, and none for a role that the server does not have', () => {
    const titles = rowsOf(well).map(({ title }) => title);
    assert.deepEqual(titles, [
      'Server', 'Models', 'Chat', 'Chat, pace', 'Streaming', 'Thinking', 'Token counts', 'Several at once', 'Cancellation',
      'Ghost text', 'Fill in the middle', 'Ghost text, pace',
    ]);
    assert.ok(rowsOf(well).every(({ state }) => state === 'good'));
    assert.deepEqual(rowsOf({ ...well, roles: ['completion'] }).map(({ title }) => title), ['Server', 'Models', ...titles.slice(-3)]);
  });

  it('counts what it does not name of a long list', () => {
    const ids = Array.from({ length: 8 }, (_, index) => `m${index}`);
    assert.equal(rowsOf({ ...well, models: { works: true, ids } })[1]?.found, 'm0, m1, m2, m3, m4 and 3 more');
  });

  it('lets a server’s words be words: no markup in a page, no commands in a terminal', () => {
    const hostile = { ...well, models: { works: true, ids: ['a|b <img src=x> [l](https://evil.invalid) `c`\n# d'] } };
    const row = markdownOf(judged(hostile)).split('\n').find((line) => line.includes('evil')) ?? '';
    assert.equal(row, '| Models | in order | a\\|b \\<img src=x\\> \\[l\\]\\(https://evil.invalid\\) \\`c\\` \\# d |');
    const lines = linesOf(judged({ ...well, models: { works: true, ids: ['a\u001b[2J'] } }), (text) => text.replace(/\p{Cc}/gu, '?'));
    assert.ok(lines.includes('a?[2J') && !lines.includes('\u001b'));
  });

  it('is in French where the session is', () => {
    speak('fr');
    const page = markdownOf(judged(well));
    assert.match(page, /^# Service de modèles https:\/\/llm\.example\.org\/v1$/m);
    assert.match(page, /\| Annulation \| en ordre \| libère aussitôt le modèle, d’après le serveur \\\(une requête courte\u00a0: 40 ms/);
    assert.match(page, /Rien\./);
  });
});
