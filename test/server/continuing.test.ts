import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ChatSent } from '../../src/protocol/chat.ts';
import { freshFolder } from '../support/folder.ts';
import { LspClient } from '../support/lspClient.ts';
import { delta, done, ModelServer, models, stream } from '../support/modelServer.ts';

describe('an answer of the server that breaks off', () => {
  let gateway: ModelServer;
  let client: LspClient;
  beforeEach(async () => {
    gateway = await ModelServer.start({ '/v1/models': models('scripted') });
  });
  afterEach(async () => {
    await client.stop();
    await gateway.close();
  });
  // Taken away after the server that writes into it has ended.
  const folder = freshFolder();
  beforeEach(async () => {
    client = await LspClient.start(pathToFileURL(folder.path).href, {
      settings: { gateway: { url: gateway.url } },
      storagePath: join(folder.path, '.state'),
    });
  });

  it('keeps what came, with labels, and goes on where it stopped', async () => {
    const uri = pathToFileURL(join(folder.path, 'a.R')).href;
    await client.open(uri, 'r', 'y <- mean(x)\n');
    gateway.routes['/v1/chat/completions'] = stream([delta('It is the '), delta('me')], 'cut');
    const sent: ChatSent[] = [];
    const cut = await client.chat({ text: 'What is y?', attachments: [{ uri }] }, undefined, undefined, (told) => sent.push(told));
    assert.equal(cut.outcome, 'answered');
    assert.equal(cut.finish, 'cut');
    const [question, began] = cut.turns;
    assert.equal(began?.fragments[0]?.text, 'It is the me');
    assert.equal(sent.length, 1, 'the verdict is told once');
    assert.deepEqual(sent[0]?.turns, [question, { role: 'assistant', fragments: [{ ...began.fragments[0], text: '' }] }]);
    assert.equal(sent[0].destination?.clearance, 'sensitive');

    gateway.routes['/v1/chat/completions'] = stream([delta('an.'), delta('', 'stop'), done]);
    const whole = await client.chat({ continues: true, history: cut.turns });
    assert.equal(whole.outcome, 'answered');
    assert.deepEqual(whole.turns, [question, { role: 'assistant', fragments: [{ ...began.fragments[0], text: 'It is the mean.' }] }]);
    assert.match(gateway.received.at(-1)?.body ?? '', /y <- mean\(x\).*It is the me.*Your last answer broke off/);
  });

  it('shows the findings of a review that came in two requests, and sends nothing of what was attached again', async () => {
    const uri = pathToFileURL(join(folder.path, 'a.R')).href;
    await client.open(uri, 'r', 'y <- mean(x)\nz <- median(x)\nw <- var(x)\n');
    const review = { command: { name: 'review' as const }, attachments: [{ uri }] };
    gateway.routes['/v1/chat/completions'] = stream([delta('- L1 [high] `y <- mean(x)`: missing values.\n- L2 [low] `z <- med')], 'cut');
    const cut = await client.chat({ ...review, text: '' });
    assert.equal(cut.outcome, 'answered');

    gateway.routes['/v1/chat/completions'] = stream([delta('ian(x)`: and here.\n- L3 [medium] `w <- var(x)`: why?\n'), delta('', 'stop'), done]);
    const whole = await client.chat({ ...review, text: '', continues: true, history: cut.turns });
    assert.equal(whole.outcome, 'answered');
    assert.deepEqual(
      whole.review?.findings.map(({ severity, place, text }) => [severity, place.line, text]),
      [
        ['high', 1, '`y <- mean(x)`: missing values.'],
        ['low', 2, '`z <- median(x)`: and here.'],
        ['medium', 3, '`w <- var(x)`: why?'],
      ],
    );
    const { body = '' } = gateway.received.at(-1) ?? {};
    assert.equal(body.split('w <- var(x)').length, 2, 'the script stands once in the request: in the question of the history');
  });

  it('keeps what came before a failure in the stream, and says what happened', async () => {
    gateway.routes['/v1/chat/completions'] = stream([delta('It is '), { error: { message: 'out of memory', code: 500 } }], 'end');
    const cut = await client.chat({ text: 'Why?' });
    assert.equal(cut.outcome, 'answered');
    assert.equal(cut.finish, 'cut');
    assert.equal(cut.turns[1]?.fragments[0]?.text, 'It is ');
    assert.ok(cut.trouble !== undefined && cut.trouble !== '');
  });
});
